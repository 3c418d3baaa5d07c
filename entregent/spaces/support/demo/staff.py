"""What the invented vendor publishes, and who works there."""

from typing import NamedTuple


class Item(NamedTuple):
    """A news item. days_ago: when it began. ends_in_days: None when it stays."""

    title: str
    title_en: str
    body: str
    body_en: str
    is_urgent: bool
    days_ago: int
    ends_in_days: int | None


class Staff(NamedTuple):
    """role: "handler" or "manager". mailbox: what stands before the @."""

    title: str
    first_name: str
    last_name: str
    role: str
    mailbox: str


NEWS = (
    Item(
        "Maintenance dimanche de 6 h à 9 h",
        "Maintenance on Sunday, 6 to 9 a.m.",
        "Les environnements hébergés d’Orpaie, d’Indemnis et de Comptalis seront arrêtés dimanche, de 6 h à 9 h, pour "
        "le remplacement d’un équipement de sauvegarde.\n\n"
        "Ce portail reste ouvert. Une saisie laissée ouverte dans un logiciel à 6 h ne sera pas enregistrée : pensez "
        "à la valider samedi soir.",
        "The hosted environments of Orpaie, Indemnis and Comptalis will stop on Sunday from 6 to 9 a.m. while a piece "
        "of backup equipment is replaced.\n\n"
        "This portal stays open. Anything left unsaved in one of the programs at 6 a.m. will be lost: please save it "
        "on Saturday evening.",
        True, 1, 6,
    ),
    Item(
        "Orpaie 7.20.0 : contrôlez vos imports de planning",
        "Orpaie 7.20.0: check your rota imports",
        "La version 7.20.0 peut ignorer des lignes lors de l’import des éléments variables, lorsque le nombre "
        "d’heures est écrit avec une décimale nulle (« 7,0 »). Les paies déjà calculées ne sont pas modifiées.\n\n"
        "Si vous importez depuis un planning, comparez le nombre de lignes lues et le nombre de lignes prises. Les "
        "environnements hébergés sont déjà corrigés ; sur site, installez la version 7.20.1.",
        "Version 7.20.0 may skip lines when importing variable pay items, where the hours are written with a zero "
        "decimal (“7,0”). Payrolls already calculated are not changed.\n\n"
        "If you import from a rota, compare the lines read with the lines taken in. Hosted environments are already "
        "corrected; on your own premises, install version 7.20.1.",
        True, 4, 20,
    ),
    Item(
        "Comptalis 5.12 : la clôture d’exercice pas à pas",
        "Comptalis 5.12: closing the year, step by step",
        "La version 5.12 réunit les opérations de clôture dans un seul menu, dans l’ordre où elles se font : "
        "engagements non soldés, rattachements, restes à réaliser, opérations d’ordre, rapprochement, clôture.\n\n"
        "Chaque étape dit ce qui reste à faire et bloque la suivante tant que ce n’est pas fait. Les environnements "
        "hébergés passent en 5.12 la nuit ; sur site, prenez rendez-vous avec votre référent technique.",
        "Version 5.12 brings the year-end operations together in one menu, in the order in which they are done: open "
        "commitments, accruals, carry-overs, internal entries, reconciliation, closing.\n\n"
        "Each step says what is left to do and holds the next one back until it is done. Hosted environments move to "
        "5.12 overnight; on your own premises, plan it with your technical contact.",
        False, 12, None,
    ),
    Item(
        "Note réglementaire : relire vos décisions sur le télétravail",
        "Regulatory note: reread your rules on remote work",
        "Plusieurs établissements nous interrogent sur des refus de télétravail fondés sur le seul intitulé du poste. "
        "L’éligibilité s’apprécie en principe par activités : une décision qui écarte des postes entiers mérite "
        "d’être relue.\n\n"
        "Nos conseillers répondent à vos questions dans le service Juridique. Cette note informe, elle ne remplace "
        "pas l’examen de votre situation.",
        "Several establishments ask us about remote work being refused on the name of the post alone. Eligibility is "
        "in principle judged by activity: rules that set whole posts aside are worth rereading.\n\n"
        "Our advisers answer your questions at the Juridique desk. This note informs; it does not replace a look at "
        "your own case.",
        False, 18, 60,
    ),
    Item(
        "Formation « Bien débuter avec Indemnis » : trois places",
        "Training “First steps with Indemnis”: three places left",
        "Deux demi-journées à distance pour ouvrir un dossier, contrôler un calcul et tenir un échéancier. Il reste "
        "trois places pour la prochaine session.\n\n"
        "Pour vous inscrire, déposez une demande sur votre contrat Indemnis avec pour sujet « Inscription à la "
        "formation ». Les agents qui l’ont suivie peuvent ensuite déposer des demandes.",
        "Two half-days online: opening a file, checking a calculation, keeping a payment schedule. Three places are "
        "left in the next session.\n\n"
        "To sign up, file a request under your Indemnis contract with the subject “Inscription à la formation”. Those "
        "who have followed it may then file requests.",
        False, 7, 25,
    ),
    Item(
        "Bienvenue sur le nouvel espace clients",
        "Welcome to the new customer space",
        "Vos demandes d’intervention, leurs réponses et vos contrats sont maintenant au même endroit. Chaque demande "
        "affiche qui la suit et ce qui est attendu de vous.\n\n"
        "Une demande traitée vous est proposée à la clôture : vous confirmez en répondant à un court questionnaire, "
        "ou vous refusez en disant ce qui manque.",
        "Your intervention requests, the answers and your contracts are now in one place. Each request shows who "
        "follows it and what is expected of you.\n\n"
        "When a request has been dealt with, we propose to close it: you confirm with a short questionnaire, or "
        "refuse and say what is missing.",
        False, 300, None,
    ),
)  # fmt: skip

DESKS = {
    "Logiciel": ("technicien", "polyvalente", "elouan.pastrenec", "aissatou.diakovrel"),
    "Juridique": ("judith.ormesval", "barnabe.coutelas-rey"),
}

STAFF = (
    Staff("mme", "Maëlle", "Torvandre", "manager", "responsable-support"),
    Staff("m", "Loïc", "Escarpane", "handler", "technicien"),
    Staff("mme", "Nour", "Valbelhir", "handler", "polyvalente"),
    Staff("mme", "Hortense", "Grivaudon", "manager", "hortense.grivaudon"),
    Staff("m", "Elouan", "Pastrenec", "handler", "elouan.pastrenec"),
    Staff("mme", "Aïssatou", "Diakovrel", "handler", "aissatou.diakovrel"),
    Staff("m", "Barnabé", "Coutelas-Rey", "handler", "barnabe.coutelas-rey"),
    Staff("mme", "Judith", "Ormesval", "handler", "judith.ormesval"),
)
