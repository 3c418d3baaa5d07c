"""A year of requests about « Conseil statutaire »."""

from entregent.spaces.support.demo.scenario import Scenario, Turn

LEGAL = (
    Scenario(
        "legal", "Télétravail : peut-on refuser deux jours fixes à une secrétaire ?",
        "Bonjour,\n\n"
        "Une secrétaire demande deux jours de télétravail fixes par semaine. Son cadre y est défavorable : l’accueil "
        "physique du secrétariat ne serait plus assuré le mercredi. Notre règlement prévoit que les fonctions "
        "d’accueil ne sont pas éligibles, mais une partie de ses tâches, la frappe des courriers, peut se faire à "
        "distance.\n\nPeut-on refuser toute la demande ? Faut-il motiver ?",
        (), (
            Turn("desk", 20,
                "Bonjour,\n\n"
                "Trois repères, sous réserve de votre délibération ou décision locale sur le télétravail, qui précise "
                "les règles générales :\n\n"
                "- l’éligibilité s’apprécie par activités et non par poste : un poste qui comprend de l’accueil peut "
                "comporter des activités compatibles ;\n"
                "- le refus d’une demande portant sur des activités éligibles doit être précédé d’un entretien et "
                "motivé, l’intérêt du service étant un motif recevable s’il est concret ;\n"
                "- l’agent peut saisir la commission administrative paritaire, ou la commission consultative "
                "paritaire s’il est contractuel.\n\n"
                "Un refus total fondé sur le seul mot « accueil » nous paraîtrait fragile, puisque la frappe peut se "
                "faire à distance. Une réponse partielle, un jour autre que le mercredi avec une période "
                "d’adaptation, serait plus solide."),
            Turn("owner", 26,
                "Merci. La direction retient un jour, le jeudi, avec une période d’adaptation de trois mois. "
                "L’entretien est prévu la semaine prochaine."),
            Turn("desk", 3,
                "C’est un choix équilibré. Pensez à écrire dans la décision la date de début, les lieux autorisés, "
                "les plages où l’agent doit pouvoir être joint et la date du bilan."),
        ), "closed", 9, (2, 3, 3, 3, 3, 3),
        comment="Réponse nuancée, directement utilisable pour l’entretien.",
    ),
    Scenario(
        "legal", "Retour de disponibilité : aucun poste vacant",
        "Bonjour,\n\n"
        "Un agent titulaire en disponibilité pour convenances personnelles depuis quatre ans demande sa "
        "réintégration. Il a écrit dans les temps. Nous n’avons aucun poste vacant dans son grade.\n\n"
        "Que devons-nous lui répondre, et devons-nous le rémunérer en attendant ?",
        (), (
            Turn("desk", 24,
                "Bonjour,\n\n"
                "Avant de répondre, deux précisions nous sont nécessaires : la disponibilité a-t-elle été accordée "
                "sur sa demande pendant toute la durée, et y a-t-il eu des vacances de poste dans son grade depuis sa "
                "demande, même pourvues par un contractuel ?"),
            Turn("owner", 5,
                "Sur sa demande pendant toute la durée, renouvelée deux fois. Depuis sa lettre, un poste de son grade "
                "a été pourvu par mutation interne, avant que nous n’ayons vu son courrier."),
            Turn("desk", 27,
                "Merci. Au-delà de trois ans, le droit à réintégration n’est pas immédiat : il porte en principe sur "
                "l’une des trois premières vacances dans le grade, et les modalités diffèrent selon le versant. En "
                "attendant, l’agent est maintenu en disponibilité.\n\nConséquences pratiques :\n\n"
                "1. Répondez par écrit, en constatant l’absence d’emploi vacant et en indiquant que sa demande sera "
                "examinée à chaque vacance.\n"
                "2. Tenez la liste des vacances, avec leurs dates : le juge la demande, et la mutation interne que "
                "vous évoquez pourrait être comptée comme une vacance.\n"
                "3. L’agent maintenu en disponibilité faute d’emploi n’est pas rémunéré, mais il peut, s’il remplit "
                "les conditions, demander l’allocation de retour à l’emploi : vous pourriez en avoir la charge.\n\n"
                "Nous vous conseillons de prévenir dès maintenant votre service des finances pour ce troisième point."),
            Turn("owner", 9,
                "Le troisième point est une surprise désagréable, mais il vaut mieux le savoir. Le courrier est prêt. "
                "Faut-il une décision formelle de maintien en disponibilité ?"),
            Turn("desk", 4,
                "Oui, prenez un arrêté de maintien, notifié avec les voies et délais de recours. Il fixe la situation "
                "de l’agent et servira de pièce pour son inscription comme demandeur d’emploi."),
        ), "closed", 10, (3, 3, 3, 3, 3, 3),
        comment="Conseil complet, qui nous a évité deux erreurs.",
    ),
    Scenario(
        "legal", "Délai de prévenance pour ne pas renouveler un contrat",
        "Bonjour,\n\n"
        "Le contrat d’une agente se termine dans cinq semaines. Elle est chez nous depuis un an et demi, avec trois "
        "contrats successifs. Nous ne le renouvellerons pas. Quel délai devons-nous respecter pour la prévenir ?",
        (), (
            Turn("desk", 7,
                "Bonjour,\n\n"
                "Le délai dépend de l’ancienneté, contrats successifs compris lorsque l’interruption ne dépasse pas "
                "quatre mois. Pour un agent contractuel recruté pour une durée susceptible d’être renouvelée, il est "
                "en principe :\n\n- de huit jours en dessous de six mois ;\n- d’un mois de six mois à deux ans ;\n"
                "- de deux mois à partir de deux ans, et de trois mois si le contrat peut être renouvelé pour une "
                "durée indéterminée.\n\n"
                "À un an et demi, ce serait donc un mois : il vous reste peu de jours. Remettez la lettre en main "
                "propre contre décharge. Vérifiez aussi si un entretien préalable est nécessaire dans son cas."),
            Turn("owner", 5, "Lettre remise aujourd’hui contre décharge. Merci de nous avoir répondu si vite."),
        ), "closed", 10, (3, 3, 3, 3, 3, 3),
    ),
    Scenario(
        "legal", "Congés non pris après un long arrêt : combien de jours reporter ?",
        "Bonjour,\n\n"
        "Un agent revient après onze mois d’arrêt. Il lui reste tous ses congés de l’année passée et une partie de "
        "l’année d’avant. Il demande à tout prendre. Que doit-on reporter, et jusqu’à quand ?",
        (), (
            Turn("desk", 32,
                "Bonjour,\n\n"
                "En l’état des textes et de la jurisprudence, le report des congés qui n’ont pas pu être pris du fait "
                "de la maladie est en général admis dans la limite de quatre semaines par année, et pendant quinze "
                "mois. Le point de départ de ces quinze mois demande une vérification : il peut dépendre de la date "
                "de reprise et de l’information donnée à l’agent sur ses droits.\n\n"
                "Les jours de l’année d’avant sont donc à examiner un par un. Avez-vous informé l’agent, par écrit, "
                "du nombre de jours dont il dispose depuis sa reprise ?"),
            Turn("owner", 6, "Non, pas encore. Nous attendions votre réponse pour lui donner un chiffre."),
            Turn("desk", 30,
                "Faites-le sans attendre, avec le nombre de jours et la date limite de prise. Pour le chiffre : "
                "quatre semaines au titre de l’année passée ; pour l’année d’avant, seulement si les quinze mois ne "
                "sont pas écoulés. Nous ne pouvons pas être plus affirmatifs sans les dates exactes de ses arrêts et "
                "ses compteurs."),
        ), "closed", 6, (1, 2, 2, 2, 3, 3),
        comment=
            "Réponse prudente. Nous aurions préféré un calcul sur un exemple. Les délais sont longs quand l’agent "
            "attend dans le couloir.",
    ),
    Scenario(
        "legal", "Cumul d’emplois : un agent veut ouvrir une micro-entreprise",
        "Bonjour,\n\n"
        "Un agent titulaire à temps complet souhaite créer une micro-entreprise de réparation de vélos, le soir et le "
        "samedi. Il pense qu’une simple information suffit, puisque ce n’est pas son métier chez nous.\n\n"
        "A-t-il raison ? Et que se passe-t-il s’il a déjà commencé ?",
        (), (
            Turn("desk", 18,
                "Bonjour,\n\n"
                "Une simple information ne suffit pas. Un agent à temps complet qui veut créer une entreprise doit en "
                "principe demander une autorisation d’accomplir son service à temps partiel pour création "
                "d’entreprise, accordée pour une durée limitée et sous réserve des nécessités du service.\n\n"
                "L’autre voie est l’activité accessoire, si l’activité figure sur la liste réglementaire (certaines "
                "peuvent ou doivent s’exercer en micro-entreprise). Elle suppose elle aussi une autorisation écrite "
                "et préalable. Le rattachement de la réparation de vélos à cette liste est à vérifier de près.\n\n"
                "Pour vous répondre plus précisément, pouvez-vous nous dire :\n\n"
                "- si l’agent accepterait un temps partiel ;\n"
                "- s’il interviendrait pour des personnes ou services en lien avec ses fonctions ;\n"
                "- s’il a déjà immatriculé son entreprise, et à quelle date."),
        ), "in_progress",
    ),
    Scenario(
        "legal", "Inaptitude à la fin d’un congé de longue maladie : reclassement",
        "Bonjour,\n\n"
        "Un agent technique arrive au terme de son congé de longue maladie. Le conseil médical le déclare inapte à "
        "ses fonctions, mais non à toutes fonctions. Nous n’avons pas de poste administratif libre et l’agent n’a "
        "jamais travaillé sur ordinateur.\n\n"
        "Quelles sont nos obligations ? La période de préparation au reclassement est-elle un droit ?",
        (), (
            Turn("desk", 22,
                "Bonjour,\n\n"
                "Oui, l’agent reconnu inapte à ses fonctions a en principe droit à une période de préparation au "
                "reclassement, que vous devez lui proposer. Elle dure un an au plus ; l’agent est en position "
                "d’activité et garde son traitement. Elle donne lieu à une convention : bilan, formation, stages, y "
                "compris chez un autre employeur public.\n\n"
                "L’absence de poste libre aujourd’hui ne vous dispense pas de cette proposition. Il s’agit d’une "
                "obligation de moyens : cherchez, proposez, et gardez la trace écrite de vos recherches.\n\n"
                "A-t-il reçu une information écrite sur ce droit depuis l’avis du conseil médical ?"),
            Turn("owner", 27,
                "Pas encore. L’avis date de trois semaines. Nous préparons la lettre, mais l’agent nous dit qu’il "
                "préférerait une retraite pour invalidité. Peut-il refuser la période de préparation, et devons-nous "
                "tout de même chercher un poste ?"),
        ), "in_progress",
    ),
    Scenario(
        "legal", "Temps partiel thérapeutique : demande sans arrêt préalable",
        "Bonjour,\n\n"
        "Une collègue demande un temps partiel thérapeutique à 60 % pour trois mois, avec un certificat de son "
        "médecin. Elle n’a pas été en arrêt auparavant. Pouvons-nous l’accorder, et à partir de quelle date ? Son "
        "chef de service souhaite attendre l’avis du médecin agréé.",
        (), (), "to_handle",
    ),
    Scenario(
        "legal", "Don de jours de repos à un collègue : règles et plafond",
        "Bonjour,\n\n"
        "Plusieurs agents veulent donner des jours à un collègue dont l’enfant est gravement malade. Quels jours "
        "peuvent être donnés, et combien peut-il en recevoir ?",
        (), (
            Turn("desk", 15,
                "Bonjour,\n\nLe don est volontaire, anonyme et sans contrepartie. En principe :\n\n"
                "- les jours de réduction du temps de travail peuvent être donnés en tout ou partie, y compris ceux "
                "d’un compte épargne-temps ;\n"
                "- les congés annuels ne peuvent l’être que pour la part qui dépasse vingt jours ouvrés ;\n"
                "- l’agent qui reçoit est plafonné à quatre-vingt-dix jours par an et par personne aidée, et garde sa "
                "rémunération.\n\n"
                "L’accord de l’employeur est nécessaire, sur demande écrite accompagnée d’un certificat médical sous "
                "pli confidentiel."),
            Turn("owner", 24,
                "Très clair. Une agente qui a donné six jours veut en reprendre deux : est-ce possible ?"),
            Turn("desk", 20,
                "En principe non : une fois accepté par l’employeur, le don est définitif. S’il n’a pas encore été "
                "accepté, elle peut le retirer ou le réduire.\n\n"
                "Nous pensons avoir répondu à vos questions et proposons la clôture."),
        ), "to_confirm",
    ),
    Scenario(
        "legal", "Fin anticipée d’un détachement à la demande de l’agent",
        "Bonjour,\n\n"
        "Un agent que nous avons détaché auprès d’une autre administration souhaite revenir dix-huit mois avant le "
        "terme. Nous avons recruté une titulaire sur son poste. Sommes-nous tenus de le reprendre tout de suite ?",
        (), (
            Turn("desk", 28,
                "Bonjour,\n\n"
                "Lorsque c’est l’agent qui demande la fin du détachement avant son terme, l’administration d’origine "
                "n’est en principe tenue de le réintégrer que si un emploi vacant correspond à son grade. À défaut, "
                "il est placé en disponibilité jusqu’à une vacance, au plus tard jusqu’au terme initial du "
                "détachement.\n\nRépondez-lui par écrit en ce sens, après avoir vérifié vos vacances."),
        ), "refused_then_in_progress",
        refusal=
            "Votre réponse ne dit rien d’un point essentiel : l’administration d’accueil nous écrit qu’elle met fin "
            "elle-même au détachement, à la même date. Il ne s’agit donc plus seulement d’une demande de l’agent. "
            "Nous rouvrons la demande, car les conséquences ne sont sans doute pas les mêmes.",
        remedy=
            "Vous avez raison, ce fait nouveau change l’analyse. Si la fin vient de l’administration d’accueil, sans "
            "faute de l’agent, et qu’aucun emploi n’est vacant chez vous, c’est en général l’administration d’accueil "
            "qui continue à le rémunérer jusqu’à sa réintégration, au plus tard au terme prévu.\n\n"
            "Tout dépend donc de l’auteur de la décision. Pouvez-vous nous donner les dates des deux courriers, le "
            "sien et celui de l’administration d’accueil, et le motif que celle-ci invoque ?",
    ),
)  # fmt: skip
