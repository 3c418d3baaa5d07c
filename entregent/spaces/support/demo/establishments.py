"""The customers of the invented vendor. No town, body or person of this page exists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Agent:
    """profile: "agent", "administrator" or "referent". number: unique among all customers."""

    title: str
    first_name: str
    last_name: str
    profile: str
    number: str
    email: str


@dataclass(frozen=True)
class Held:
    """A contract. days_ago: since its signature, negative when it begins later. ends_in_days: negative once over."""

    product: str
    number: str
    licence: str
    days_ago: int
    ends_in_days: int | None


@dataclass(frozen=True)
class Establishment:
    """The postal codes are given to no town, the phone numbers are those reserved for fiction."""

    name: str
    full_name: str
    siret: str
    reference: str
    address: str
    postal_code: str
    city: str
    email: str
    phone: str
    fax: str
    agents: tuple[Agent, ...]
    contracts: tuple[Held, ...]


ESTABLISHMENTS = (
    Establishment(
        "Centre hospitalier de Montcervel", "Centre hospitalier de Montcervel, établissement public de santé",
        "29374117900015", "8072019", "1, avenue du Docteur-Lavergnon", "38990", "Montcervel",
        "contact-montcervel@demo.example", "04 65 71 20 33", "04 65 71 20 34",
        (
            Agent("mme", "Solène", "Marchadier", "agent", "8072019-01", "agent@demo.example"),
            Agent("mme", "Bérengère", "Tolvaux", "administrator", "8072019-02", "administrateur@demo.example"),
            Agent("m", "Gaspard", "Rovinet", "referent", "8072019-03", "referent@demo.example"),
            Agent("m", "Ludovic", "Esparcieux", "agent", "8072019-04", "ludovic.esparcieux@demo.example"),
            Agent("mme", "Nadège", "Kerbastian", "agent", "8072019-05", "nadege.kerbastian@demo.example"),
            Agent("mme", "Philippine", "Lortet", "administrator", "8072019-06", "philippine.lortet@demo.example"),
        ),
        (
            Held("payroll", "ORP-00425", "L-5AC7-9825", 2190, None),
            Held("allowances", "IND-00221", "L-B453-5109", 1460, None),
            Held("finance", "CPT-00668", "L-B7A4-8972", 2920, -761),
            Held("finance", "CPT-00681", "L-49C7-0449", 760, 410),
            Held("legal", "CST-00110", "", 540, 190),
        ),
    ),
    Establishment(
        "Communauté de communes des Deux-Lurances", "Communauté de communes des Deux-Lurances",
        "29901510700020", "8072044", "14, place des Halles", "21890", "Fontaubier",
        "contact-deux-lurances@demo.example", "03 53 01 34 50", "03 53 01 34 51",
        (
            Agent("m", "Corentin", "Vaudrelles", "agent", "8072044-01", "autre-etablissement@demo.example"),
            Agent("mme", "Ghislaine", "Portemer", "administrator", "8072044-02", "ghislaine.portemer@demo.example"),
            Agent("m", "Abel", "Frontignard", "referent", "8072044-03", "abel.frontignard@demo.example"),
            Agent("mme", "Yasmine", "Belourdi", "agent", "8072044-04", "yasmine.belourdi@demo.example"),
        ),
        (
            Held("payroll", "ORP-00439", "L-0BD9-6031", 1680, None),
            Held("finance", "CPT-00695", "L-FAD9-6655", 1680, None),
            Held("legal", "CST-00124", "", 430, 300),
        ),
    ),
    Establishment(
        "Mairie de Chassevigne", "Commune de Chassevigne",
        "29438903600038", "8072108", "2, place de la Fontaine", "49870", "Chassevigne",
        "contact-mairie-chassevigne@demo.example", "02 61 91 07 67", "02 61 91 07 68",
        (
            Agent("mme", "Roselyne", "Dastugue", "administrator", "8072108-01", "roselyne.dastugue@demo.example"),
            Agent("m", "Thibaud", "Carvenec", "agent", "8072108-02", "thibaud.carvenec@demo.example"),
            Agent("mme", "Inès", "Morvillard", "agent", "8072108-03", "ines.morvillard@demo.example"),
        ),
        (
            Held("payroll", "ORP-00454", "L-DBDA-6966", 1074, 21),
            Held("finance", "CPT-00710", "L-CADA-7590", 1074, None),
            Held("allowances", "IND-00236", "L-8454-6044", 815, None),
            Held("legal", "CST-00139", "", 620, 110),
        ),
    ),
    Establishment(
        "Mairie de Brescourt-sur-Lurance", "Commune de Brescourt-sur-Lurance",
        "29966296500043", "8072131", "Place du Lavoir", "71890", "Brescourt-sur-Lurance",
        "contact-mairie-brescourt@demo.example", "03 53 01 61 84", "",
        (
            Agent("mme", "Mauricette", "Jobelin", "administrator", "8072131-01", "mauricette.jobelin@demo.example"),
            Agent("m", "Yvan", "Sarcelin", "agent", "8072131-02", "yvan.sarcelin@demo.example"),
        ),
        (
            Held("finance", "CPT-00726", "L-B9CA-3254", 930, None),
            Held("allowances", "IND-00252", "L-7344-1708", 1660, -200),
        ),
    ),
    Establishment(
        "Cité scolaire des Trois-Chênes", "Cité scolaire des Trois-Chênes, établissement public local d’enseignement",
        "29493689300014", "8072156", "27, route de Luzerac-le-Bas", "46890", "Luzerac",
        "contact-trois-chenes@demo.example", "05 36 49 12 11", "05 36 49 12 12",
        (
            Agent("m", "Hippolyte", "Garrigal", "administrator", "8072156-01", "hippolyte.garrigal@demo.example"),
            Agent("mme", "Clarisse", "Vantadour", "agent", "8072156-02", "clarisse.vantadour@demo.example"),
            Agent("mme", "Apolline", "Desrozeaux", "agent", "8072156-03", "apolline.desrozeaux@demo.example"),
            Agent("m", "Sofiane", "Terkaoui", "referent", "8072156-04", "sofiane.terkaoui@demo.example"),
        ),
        (
            Held("finance", "CPT-00743", "L-C7A9-3647", 1310, None),
            Held("allowances", "IND-00269", "L-8123-2101", 700, None),
        ),
    ),
    Establishment(
        "Musée des Faïences de Sérignolles", "Établissement public du musée des Faïences de Sérignolles",
        "29021082200026", "8072189", "Quai des Fours", "12990", "Sérignolles",
        "contact-musee-faiences@demo.example", "05 36 49 58 28", "05 36 49 58 29",
        (
            Agent("mme", "Violaine", "Castérac", "administrator", "8072189-01", "violaine.casterac@demo.example"),
            Agent("m", "Anselme", "Pouydebat", "agent", "8072189-02", "anselme.pouydebat@demo.example"),
        ),
        (
            Held("payroll", "ORP-00472", "L-08A8-2088", 1220, None),
            Held("finance", "CPT-00761", "L-F477-8769", 1220, None),
            Held("legal", "CST-00157", "", 1495, -400),
        ),
    ),
    Establishment(
        "Escarbe Habitat", "Office public de l’habitat du Val-d’Escarbe",
        "29558475900035", "8072203", "83, boulevard des Ateliers", "62995", "Escarbières",
        "contact-escarbe-habitat@demo.example", "03 53 01 77 45", "03 53 01 77 46",
        (
            Agent("mme", "Maryse", "Delestrin", "administrator", "8072203-01", "maryse.delestrin@demo.example"),
            Agent("m", "Rodolphe", "Wattiez", "administrator", "8072203-02", "rodolphe.wattiez@demo.example"),
            Agent("mme", "Océane", "Brunselle", "agent", "8072203-03", "oceane.brunselle@demo.example"),
            Agent("m", "Kamel", "Brahmouche", "agent", "8072203-04", "kamel.brahmouche@demo.example"),
            Agent("m", "Fabrice", "Lhommel", "referent", "8072203-05", "fabrice.lhommel@demo.example"),
        ),
        (
            Held("payroll", "ORP-00491", "L-5465-1939", 1890, None),
            Held("finance", "CPT-00780", "L-4034-8620", 1890, 500),
            Held("legal", "CST-00176", "", -30, 335),
        ),
    ),
    Establishment(
        "Syndicat des eaux de la Haute-Arvelle", "Syndicat intercommunal des eaux de la Haute-Arvelle",
        "29085868700046", "8072227", "Chemin de la Prise-d’Eau", "43890", "Pont-d’Arvelle",
        "contact-eaux-haute-arvelle@demo.example", "04 65 71 43 62", "",
        (
            Agent("m", "Bastien", "Chaudeyrac", "administrator", "8072227-01", "bastien.chaudeyrac@demo.example"),
            Agent("mme", "Josette", "Fabregoul", "agent", "8072227-02", "josette.fabregoul@demo.example"),
        ),
        (
            Held("finance", "CPT-00800", "L-AAE0-3200", 2410, None),
            Held("legal", "CST-00196", "", 655, 75),
        ),
    ),
    Establishment(
        "EHPAD Les Tilleuls", "Établissement d’hébergement pour personnes âgées dépendantes Les Tilleuls",
        "29613261600016", "8072260", "6, allée du Verger", "36990", "Saint-Évrin",
        "contact-ehpad-tilleuls@demo.example", "02 61 91 26 79", "02 61 91 26 80",
        (
            Agent("mme", "Edwige", "Pellaumail", "administrator", "8072260-01", "edwige.pellaumail@demo.example"),
            Agent("mme", "Sandrine", "Taboureau", "agent", "8072260-02", "sandrine.taboureau@demo.example"),
            Agent("m", "Tanguy", "Bréhaudat", "agent", "8072260-03", "tanguy.brehaudat@demo.example"),
        ),
        (
            Held("payroll", "ORP-00512", "L-DE00-1248", 1545, None),
            Held("allowances", "IND-00290", "L-0ABE-1410", 1545, None),
            Held("finance", "CPT-00821", "L-347B-2509", 1140, -45),
        ),
    ),
    Establishment(
        "CCAS de Grandvoivre", "Centre communal d’action sociale de Grandvoivre",
        "29140654400028", "8072278", "11, rue de l’Ancienne-Gare", "88990", "Grandvoivre",
        "contact-ccas-grandvoivre@demo.example", "03 53 01 19 96", "03 53 01 19 97",
        (
            Agent("mme", "Léopoldine", "Humbrecht", "administrator", "8072278-01", "leopoldine.humbrecht@demo.example"),
            Agent("m", "Jérémie", "Vauthelin", "agent", "8072278-02", "jeremie.vauthelin@demo.example"),
        ),
        (
            Held("payroll", "ORP-00534", "L-868A-5286", 480, 250),
            Held("legal", "CST-00218", "", 480, 250),
        ),
    ),
    Establishment(
        "Hôpital intercommunal de Vaucelin", "Centre hospitalier intercommunal de Vaucelin et de la Haute-Somelle",
        "29678047100037", "8072315", "40, rue des Capucines", "80990", "Vaucelin",
        "contact-hopital-vaucelin@demo.example", "03 53 01 92 23", "03 53 01 92 24",
        (
            Agent("mme", "Albane", "Crèvecamp", "administrator", "8072315-01", "albane.crevecamp@demo.example"),
            Agent("m", "Octave", "Lanciaux", "agent", "8072315-02", "octave.lanciaux@demo.example"),
            Agent("mme", "Fatoumata", "Sidibet", "agent", "8072315-03", "fatoumata.sidibet@demo.example"),
            Agent("mme", "Perrine", "Wallencourt", "agent", "8072315-04", "perrine.wallencourt@demo.example"),
            Agent("m", "Guénolé", "Tassart", "referent", "8072315-05", "guenole.tassart@demo.example"),
            Agent("m", "Ulysse", "Brandicourt", "administrator", "8072315-06", "ulysse.brandicourt@demo.example"),
        ),
        (
            Held("payroll", "ORP-00557", "L-4E03-4053", 2650, None),
            Held("allowances", "IND-00313", "L-D237-0177", 2650, None),
            Held("finance", "CPT-00844", "L-FBF4-1276", 1010, None),
            Held("legal", "CST-00241", "", 880, None),
        ),
    ),
    Establishment(
        "Agglomération du Pays de Belfontine", "Communauté d’agglomération du Pays de Belfontine",
        "29205440000042", "8072342", "Esplanade des Tanneurs", "86890", "Belfontine",
        "contact-agglo-belfontine@demo.example", "05 36 49 83 40", "",
        (
            Agent("m", "Evrard", "Chabossant", "administrator", "8072342-01", "evrard.chabossant@demo.example"),
            Agent("mme", "Maïlys", "Pouvreaud", "agent", "8072342-02", "mailys.pouvreaud@demo.example"),
            Agent("mme", "Capucine", "Rambaudeau", "agent", "8072342-03", "capucine.rambaudeau@demo.example"),
            Agent("m", "Idriss", "Belkassouf", "referent", "8072342-04", "idriss.belkassouf@demo.example"),
            Agent("m", "Lilian", "Gatignolle", "agent", "8072342-05", "lilian.gatignolle@demo.example"),
        ),
        (
            Held("payroll", "ORP-00581", "L-346B-7549", 1375, None),
            Held("finance", "CPT-00868", "L-E25C-4772", 1375, 620),
            Held("legal", "CST-00265", "", 905, None),
        ),
    ),
    Establishment(
        "Conservatoire de Coudrelle-les-Bains", "Conservatoire à rayonnement intercommunal de Coudrelle-les-Bains",
        "29732833800019", "8072366", "5, passage du Kiosque", "74990", "Coudrelle-les-Bains",
        "contact-conservatoire-coudrelle@demo.example", "04 65 71 88 57", "04 65 71 88 58",
        (
            Agent("mme", "Séverine", "Blanchoz", "administrator", "8072366-01", "severine.blanchoz@demo.example"),
            Agent("m", "Eliott", "Favrazet", "agent", "8072366-02", "eliott.favrazet@demo.example"),
            Agent("mme", "Noémie", "Ducrestin", "agent", "8072366-03", "noemie.ducrestin@demo.example"),
        ),
        (
            Held("payroll", "ORP-00606", "L-39C2-5774", 590, 140),
            Held("allowances", "IND-00338", "L-D78E-8402", 590, 140),
        ),
    ),
    Establishment(
        "Syndicat de collecte du Marais", "Syndicat mixte de collecte et de traitement des déchets du Marais d’Hestroy",
        "29260226500020", "8072391", "Zone des Peupliers", "85990", "Hestroy-le-Marais",
        "contact-collecte-marais@demo.example", "02 61 91 64 74", "02 61 91 64 75",
        (
            Agent("m", "Aristide", "Gauvrit", "administrator", "8072391-01", "aristide.gauvrit@demo.example"),
            Agent("mme", "Coline", "Merceroy", "agent", "8072391-02", "coline.merceroy@demo.example"),
            Agent("m", "Dorian", "Pajotin", "referent", "8072391-03", "dorian.pajotin@demo.example"),
        ),
        (
            Held("payroll", "ORP-00632", "L-5E08-8728", 995, None),
            Held("finance", "CPT-00894", "L-06A2-7726", 995, None),
        ),
    ),
)  # fmt: skip
