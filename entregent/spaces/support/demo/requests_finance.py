"""A year of requests about « Comptalis »."""

from entregent.spaces.support.demo.scenario import Scenario, Turn

FINANCE = (
    Scenario(
        "finance", "Bordereau de mandats rejeté par la trésorerie",
        "Bonjour,\n\n"
        "La trésorerie a rejeté hier un bordereau de onze mandats. Le motif est le même sur chaque ligne : « pièce "
        "justificative absente ou illisible ». Les factures sont pourtant bien rattachées dans Comptalis, et je peux "
        "les ouvrir une par une.\n\n"
        "Trois de ces mandats sont des factures d’énergie dont le délai de paiement arrive à son terme cette semaine.",
        ("Mandats", "5.12.0", "Hébergée"), (
            Turn("desk", 1,
                "Bonjour,\n\n"
                "Nous traitons cela en priorité à cause du délai de paiement. Pouvez-vous ouvrir Mandats, Flux, le "
                "bordereau rejeté, et nous dire ce que contient la colonne « Pièces » : un nombre, ou un tiret ?"),
            Turn("owner", 1, "Un tiret sur les onze lignes. Sur les bordereaux précédents, il y a un nombre."),
            Turn("desk", 2,
                "Les pièces n’ont donc pas été jointes au flux, bien qu’elles soient dans Comptalis. C’est le cas "
                "quand le bordereau est constitué pendant que les factures sont encore en cours de réception : elles "
                "portent alors l’état « Reçue » et non « Contrôlée ».\n\n"
                "Regardez une des factures : quel est son état aujourd’hui ?"),
            Turn("owner", 4,
                "« Reçue », en effet. Nous avons changé d’organisation il y a un mois : c’est maintenant le service "
                "demandeur qui contrôle, et il l’avait oublié. Faut-il annuler les mandats ?"),
            Turn("desk", 1,
                "Non, surtout pas : un rejet n’annule pas le mandat, il le rend à votre main. Voici l’ordre à "
                "suivre :\n\n1. le service demandeur passe les onze factures à « Contrôlée » ;\n"
                "2. dans Mandats, Rejets, cochez les onze lignes et choisissez « Remettre en bordereau » : les "
                "numéros de mandat sont gardés ;\n"
                "3. avant la signature, vérifiez que la colonne « Pièces » donne un nombre ;\n"
                "4. signez et transmettez.\n\n"
                "Pour que cela ne revienne pas, cochez Paramétrage, Mandats, « Refuser un bordereau dont une pièce "
                "n’est pas contrôlée »."),
            Turn("owner", 21,
                "Le bordereau est reparti hier avec ses pièces, et la trésorerie l’a pris en charge ce matin. J’ai "
                "coché l’option : elle a déjà arrêté un bordereau incomplet, ce qui prouve son utilité."),
            Turn("desk", 1.5,
                "Merci de ce retour. Nous proposons la clôture. Si des intérêts moratoires sont demandés pour les "
                "factures d’énergie, n’hésitez pas à déposer une nouvelle demande : nous vous montrerons comment les "
                "calculer."),
        ), "closed", 9, (3, 3, 3, 3, 3, 3),
        comment="Suivi rapproché du début à la fin, merci.",
    ),
    Scenario(
        "finance", "Engagement refusé pour crédits insuffisants alors qu’il en reste",
        "Bonjour,\n\n"
        "L’engagement d’une commande de fournitures est refusé pour crédits insuffisants sur le compte 6064. Pourtant "
        "l’état de consommation montre 2 310 € disponibles et la commande est de 840 €.",
        ("Engagements", "5.12.0", "Hébergée"), (
            Turn("desk", 2,
                "Bonjour,\n\n"
                "Le contrôle se fait sur le niveau de vote. Si votre budget est voté au chapitre, c’est le disponible "
                "du chapitre qui compte, et un autre compte du même chapitre peut être en dépassement. Ouvrez Budget, "
                "Disponible, et choisissez « Par chapitre »."),
            Turn("owner", 1,
                "Exact : le chapitre est dépassé de 190 € à cause du carburant. Nous ferons un virement de crédits."),
            Turn("desk", 0.5,
                "C’est cela. Dès que le virement sera saisi et validé, l’engagement passera sans autre manipulation."),
        ), "closed", 10, (3, 3, 3, 3, 3, 3),
    ),
    Scenario(
        "finance", "Flux de paiement refusé : coordonnées bancaires d’un fournisseur",
        "Bonjour,\n\n"
        "Un mandat revient avec « coordonnées bancaires invalides ». Le relevé d’identité bancaire que nous a donné "
        "le fournisseur est récent et nous l’avons ressaisi deux fois.",
        ("Mandats", "5.11.2", "Installée sur site"), (
            Turn("desk", 9,
                "Bonjour,\n\n"
                "Quand l’IBAN est exact, le rejet vient souvent du titulaire : le nom du compte doit correspondre au "
                "tiers. Votre fournisseur a-t-il changé de forme juridique ou de nom récemment ?"),
            Turn("owner", 22,
                "Oui, l’entreprise individuelle est devenue une société au début du trimestre. Nous avions seulement "
                "changé le compte."),
            Turn("desk", 3,
                "Il s’agit donc d’un nouveau tiers : nouvelle personne, nouveau numéro SIRET. Créez-le, rattachez-lui "
                "le compte, puis établissez le mandat à son nom. Gardez l’ancien tiers sans compte actif, pour "
                "l’historique.\n\n"
                "Une précaution à cette occasion : tout changement de compte mérite un appel au fournisseur, au "
                "numéro que vous connaissez déjà et non à celui du courrier. Les fraudes passent par là."),
            Turn("owner", 27, "Mandat payé. Le rappel sur les fraudes a été transmis aux collègues."),
        ), "closed", 8, (2, 3, 3, 3, 3, 3),
        comment="Un peu lent au départ, très bon ensuite.",
    ),
    Scenario(
        "finance", "Comptalis très lent depuis la mise à jour",
        "Bonjour,\n\n"
        "Depuis la mise à jour de la semaine dernière, l’ouverture d’un mandat prend de vingt à quarante secondes. "
        "Nous sommes cinq à travailler dessus et tout le monde attend. Le redémarrage du serveur n’a rien changé.",
        ("Mandats", "5.12.0", "Installée sur site"), (
            Turn("desk", 27,
                "Bonjour,\n\n"
                "La mise à jour 5.12 réorganise la base de données en tâche de fond. Cela peut durer une nuit ou "
                "deux. La situation s’est-elle améliorée ?"),
            Turn("owner", 20, "Non, aucune amélioration après quatre nuits."),
            Turn("desk", 47,
                "Demandez à votre référent technique de regarder Administration, Tâches : la ligne « Réorganisation » "
                "doit être à « Terminée ». Si elle est à « En attente », le planificateur du serveur est arrêté."),
            Turn("owner", 30,
                "Elle était en attente : le planificateur ne redémarre pas seul avec le serveur. Nous l’avons lancé, "
                "la tâche a tourné deux heures et tout est redevenu normal."),
            Turn("desk", 4,
                "Merci, et veuillez nous excuser pour ces jours de gêne. La notice de mise à jour demande désormais "
                "de vérifier le planificateur, et la page d’accueil de Comptalis affichera un avertissement lorsqu’il "
                "est arrêté."),
        ), "closed", 2, (1, 1, 2, 2, 1, 2),
        comment=
            "Plus d’une semaine de travail au ralenti pour cinq personnes. La bonne question n’est venue qu’au "
            "deuxième message, deux jours après notre relance.",
    ),
    Scenario(
        "finance", "Clôture d’exercice : dans quel ordre procéder",
        "Bonjour,\n\n"
        "C’est la première fois que je prépare la clôture d’exercice, la personne qui le faisait est partie à la "
        "retraite. J’ai trois inquiétudes.\n\n"
        "D’abord, les engagements non soldés : il en reste 84, dont certains très anciens. Faut-il tous les reprendre "
        "sur l’exercice suivant ?\n\n"
        "Ensuite, les rattachements. Nous avons des prestations faites avant la fin de l’exercice dont les factures "
        "arriveront après. Je ne sais pas comment les distinguer des restes à réaliser dans Comptalis.\n\n"
        "Enfin, la date limite : la trésorerie nous a donné la sienne pour les derniers mandats d’investissement, "
        "mais je ne sais pas ce qui reste possible après.\n\nAuriez-vous une liste des opérations, dans l’ordre ?",
        ("Budget", "5.12.1", "Hébergée"), (
            Turn("desk", 6,
                "Bonjour,\n\n"
                "Rassurez-vous : prise dans l’ordre, la clôture se fait très bien en une quinzaine de jours. Voici la "
                "trame que suivent la plupart des établissements ; les dates de votre comptable public priment "
                "toujours.\n\n"
                "1. Engagements : éditez « Engagements non soldés ». Soldez ce qui ne sera jamais facturé ; c’est "
                "souvent la moitié de la liste.\n"
                "2. Rattachements (fonctionnement) : service fait avant la fin de l’exercice, facture non reçue. "
                "Cochez « Service fait », puis Budget, Clôture, Rattachements.\n"
                "3. Restes à réaliser (investissement surtout) : dépense engagée, service non fait. Ils s’éditent par "
                "Budget, Clôture, Restes à réaliser, et doivent être justifiés.\n"
                "4. Derniers mandats et titres, puis opérations d’ordre : amortissements, stocks.\n"
                "5. Rapprochement avec les comptes de la trésorerie, chapitre par chapitre.\n"
                "6. Clôture dans Comptalis, la toute dernière, car elle ferme la saisie.\n\n"
                "Commençons par le premier point : sur les 84, combien ont plus de deux ans ?"),
            Turn("owner", 29,
                "Merci infiniment, cette trame est exactement ce qu’il me fallait. 39 engagements ont plus de deux "
                "ans. J’ai déjà vu avec les services : 33 peuvent être soldés."),
            Turn("desk", 2,
                "Excellent début. Soldez les 33 en une fois : Engagements, filtre « Plus de deux ans », cochez, "
                "« Solder ». Le motif que vous saisirez sera gardé avec chacun.\n\n"
                "Pour les six autres, demandez au service une confirmation écrite. Passez ensuite aux rattachements, "
                "et dites-nous où vous en êtes : nous gardons la demande ouverte jusqu’à la fin de votre clôture."),
            Turn("owner", 55,
                "Les 33 sont soldés, les six autres confirmés par écrit. Je suis aux rattachements et je bute sur le "
                "premier : le service est fait en partie seulement, trois mois sur douze d’une maintenance payée à "
                "terme échu. Faut-il rattacher les trois mois ou rien du tout ?"),
        ), "in_progress",
    ),
    Scenario(
        "finance", "Décision modificative : total déséquilibré de 0,01 €",
        "Bonjour,\n\n"
        "Je saisis une décision modificative. Les dépenses et les recettes d’investissement sont égales à l’écran, "
        "mais la validation est refusée : « section déséquilibrée de 0,01 € ». J’ai refait toutes les additions.\n\n"
        "Le conseil se réunit mardi et les documents partent vendredi.",
        ("Budget", "5.12.0", "Installée sur site"), (
            Turn("desk", 3,
                "Bonjour,\n\n"
                "Un centime qui n’apparaît pas à l’écran vient en général d’un montant collé depuis un tableur, avec "
                "plus de deux décimales. Dans la liste des lignes, choisissez « Afficher la valeur exacte » (menu "
                "« … » du tableau) et cherchez celle qui a plus de deux chiffres après la virgule.\n\n"
                "Ressaisissez-la au clavier, puis validez. Cela suffit-il ?"),
        ), "in_progress",
    ),
    Scenario(
        "finance", "Numéro SIRET d’un fournisseur refusé à la création",
        "Bonjour,\n\n"
        "Impossible de créer un nouveau fournisseur : « SIRET invalide ». J’ai copié le numéro depuis sa facture, il "
        "a bien quatorze chiffres. La facture attend depuis une semaine.",
        ("Engagements", "5.12.1", "Hébergée"), (
            Turn("owner", 1,
                "Je complète : en retapant le numéro à la main au lieu de le copier, j’ai le même message."),
        ), "to_handle",
    ),
    Scenario(
        "finance", "Grand livre vide pour un budget annexe",
        "Bonjour, l’édition du grand livre de notre budget annexe sort vide. Celle du budget principal est normale.",
        ("Éditions", "5.12.0", "Installée sur site"), (), "to_handle",
    ),
    Scenario(
        "finance", "Maquette budgétaire : la page des signatures coupe les noms",
        "Bonjour,\n\n"
        "Sur la dernière page du document budgétaire, les noms des signataires, s’ils sont longs, sont coupés. Nous "
        "en avons cinq dans ce cas. Peut-on élargir la colonne ?",
        ("Éditions", "5.12.0", "Hébergée"), (
            Turn("desk", 5,
                "Bonjour,\n\n"
                "La largeur est fixe, mais deux réglages existent : Éditions, Options, « Noms sur deux lignes », ou "
                "une page de signatures en format paysage. Le premier convient mieux si vos documents sont reliés."),
            Turn("owner", 2,
                "« Noms sur deux lignes » fonctionne pour quatre noms sur cinq. Le cinquième a un nom composé très "
                "long."),
            Turn("desk", 22,
                "Nous avons relevé la limite : la zone accepte maintenant trois lignes. C’est actif sur votre "
                "environnement hébergé. Pouvez-vous refaire l’édition et confirmer la clôture si les cinq noms sont "
                "entiers ?"),
        ), "to_confirm",
    ),
    Scenario(
        "finance", "Titre de recettes à annuler après émission",
        "Bonjour, un titre a été émis au nom du mauvais débiteur. Le bordereau n’est pas encore signé. Comment le "
        "retirer ?",
        ("Mandats", "5.12.0", "Hébergée"), (
            Turn("desk", 2,
                "Bonjour,\n\n"
                "Tant que le bordereau n’est pas signé, vous pouvez l’ouvrir, cocher la ligne et choisir « Retirer du "
                "bordereau » : le titre redevient modifiable. Une fois signé et pris en charge, il faudrait passer "
                "par un titre d’annulation."),
        ), "cancelled",
        comment="Titre retiré du bordereau avant la signature, la demande n’a plus d’objet.",
    ),
    Scenario(
        "finance", "Amortissements : prorata temporis calculé sur l’année entière",
        "Bonjour,\n\n"
        "Nous avons acheté un véhicule au milieu de l’exercice, avec un amortissement au prorata temporis. Comptalis "
        "calcule une première annuité complète. Notre délibération prévoit bien le prorata à compter de la mise en "
        "service.",
        ("Budget", "5.11.2", "Installée sur site"), (
            Turn("desk", 10,
                "Bonjour,\n\n"
                "Le prorata dépend de la catégorie du bien. Ouvrez Immobilisations, Catégories, « Véhicules », et "
                "vérifiez que « Prorata temporis » est coché. Relancez ensuite le calcul du plan."),
        ), "refused_then_closed", 6, (2, 2, 3, 2, 3, 3),
        comment="La première réponse ne tenait pas compte de notre délibération, pourtant citée dans la demande.",
        refusal=
            "La case est cochée maintenant et le plan est recalculé, mais le prorata part de la date de la facture et "
            "non de la mise en service, qui a eu lieu six semaines plus tard. Ce n’est pas ce que prévoit notre "
            "délibération : je ne peux pas accepter la clôture en l’état.",
        remedy=
            "Votre remarque est fondée. La date retenue est celle de la fiche du bien, zone « Début "
            "d’amortissement », que Comptalis remplit par défaut avec la date de facture.\n\n"
            "1. Ouvrez la fiche du véhicule et portez la date de mise en service.\n"
            "2. Recalculez le plan de ce seul bien.\n"
            "3. Pour les prochains achats, choisissez Paramétrage, Immobilisations, « Début : mise en service ».",
    ),
)  # fmt: skip
