"""A year of requests about « Orpaie »."""

from entregent.spaces.support.demo.scenario import Scenario, Turn

PAYROLL = (
    Scenario(
        "payroll", "Signalement de fin de contrat rejeté pour un remplaçant",
        "Bonjour,\n\n"
        "Nous avons établi le signalement de fin de contrat d’un agent remplaçant dont l’engagement s’est terminé "
        "vendredi. Le dépôt est revenu avec le motif « contrat inconnu du déclaré ». L’agent figure pourtant bien "
        "dans la déclaration du mois précédent. Il attend son attestation pour s’inscrire, c’est donc assez pressé "
        "pour lui.\n\nMerci de votre aide.",
        ("Déclarations", "7.19.2", "Hébergée"), (
            Turn("desk", 2,
                "Bonjour,\n\n"
                "Ce motif apparaît le plus souvent quand le numéro de contrat ou la date de début diffère entre la "
                "déclaration mensuelle et le signalement. Pouvez-vous ouvrir la fiche de l’agent, onglet Contrats, et "
                "me dire :\n\n1. combien de lignes de contrat vous voyez pour lui ;\n"
                "2. la date de début de la dernière ligne ;\n3. le numéro qui figure dans la colonne « N° déclaré »."),
            Turn("owner", 3.5,
                "Il y a deux lignes : le premier remplacement, puis sa prolongation saisie comme un nouveau contrat. "
                "Sur la deuxième, la colonne « N° déclaré » est vide."),
            Turn("desk", 1.5,
                "Merci, c’est bien cela. La prolongation a été saisie comme un nouveau contrat après la déclaration "
                "du mois : elle n’a donc jamais été déclarée, et le signalement la cherche.\n\n"
                "Puisqu’il s’agit du même engagement prolongé, voici la marche à suivre :\n\n"
                "1. supprimez la seconde ligne (elle n’a servi à aucune paie) ;\n"
                "2. sur la première, portez la nouvelle date de fin et cochez « Prolongation » ;\n"
                "3. relancez le signalement depuis Déclarations, Événements, bouton Préparer ;\n"
                "4. contrôlez avant de déposer : le numéro doit être celui de la première ligne."),
            Turn("owner", 20,
                "Le signalement est accepté ce matin. J’ai noté la règle pour les prochaines prolongations. Merci "
                "beaucoup."),
        ), "closed", 9, (3, 3, 3, 3, 3, 3),
        comment="Explication claire, et l’agent a eu son attestation à temps.",
    ),
    Scenario(
        "payroll", "Rappel de changement d’indice faux sur deux mois",
        "Bonjour,\n\n"
        "Un agent a changé d’échelon avec effet au premier jour du trimestre, l’arrêté nous est arrivé hier. J’ai "
        "saisi le nouvel indice avec sa date d’effet et lancé le calcul de la paie du mois.\n\n"
        "Le rappel de traitement est juste sur le dernier mois, mais pas sur les deux premiers : Orpaie calcule une "
        "différence de quelques centimes au lieu d’une vingtaine d’euros. L’indemnité de résidence, elle, est "
        "rappelée correctement.\n\n"
        "J’ai vérifié l’ancien et le nouvel indice, ils sont bons tous les deux. Que puis-je contrôler avant la "
        "clôture de la paie, prévue dans quatre jours ?",
        ("Bulletins", "7.19.2", "Hébergée"), (
            Turn("desk", 1.5,
                "Bonjour,\n\n"
                "Nous regardons cela avant votre clôture. Deux questions pour commencer : l’agent a-t-il été à temps "
                "partiel ou absent sur les deux premiers mois ? Et quel code de rubrique porte le rappel, 1010R ou "
                "1012R ?"),
            Turn("owner", 2,
                "Il était à 80 % jusqu’à la fin du deuxième mois, puis de nouveau à temps plein. La rubrique est "
                "1012R."),
            Turn("desk", 4,
                "C’est ce qui explique l’écart. Le rappel 1012R est calculé avec la quotité du mois de paie (100 %) "
                "pour le nouvel indice, mais il repart de ce qui a été versé à 80 % pour l’ancien ; un plafonnement "
                "ajouté dans votre paramétrage ramène ensuite le résultat à presque rien.\n\n"
                "Pour le vérifier : Paramétrage, Rubriques, 1012R, onglet Plafonds. Y a-t-il une ligne datée de "
                "l’année dernière ?"),
            Turn("owner", 16,
                "Oui, une ligne « plafond au traitement versé ». Personne ici ne se souvient de l’avoir créée. "
                "Puis-je la supprimer sans risque ?"),
            Turn("desk", 1,
                "Ne la supprimez pas : les bulletins déjà édités s’y réfèrent. Mettez-lui plutôt une date de fin, la "
                "veille du premier jour du trimestre, puis :\n\n"
                "1. ouvrez la fiche de l’agent, Historique des quotités, et vérifiez que le 80 % se termine bien au "
                "dernier jour du deuxième mois ;\n"
                "2. relancez le calcul de ce seul agent, avec l’option « Recalculer les rappels » ;\n"
                "3. comparez les trois lignes 1012R avec un calcul à la main sur le premier mois : différence "
                "d’indices, multipliée par la valeur du point, multipliée par la quotité rémunérée.\n\n"
                "Attention, à 80 % la quotité rémunérée n’est pas 80 % mais six septièmes."),
            Turn("owner", 5,
                "Les trois rappels tombent juste, au centime près. J’ai aussi relancé les deux autres agents promus à "
                "la même date : bons également. Merci, surtout pour les six septièmes, que j’avais oubliés."),
            Turn("desk", 2,
                "Parfait, et bien vu pour les deux autres agents. Je vous propose la clôture. La ligne de plafond "
                "sera signalée par un contrôle dans la prochaine version, pour qu’elle ne passe plus inaperçue."),
        ), "closed", 9, (3, 3, 3, 3, 3, 3),
        comment=
            "Problème compris et réglé avant la clôture de notre paie. Le calcul à la main pas à pas nous servira "
            "encore.",
    ),
    Scenario(
        "payroll", "Bulletins imprimés en double pour un seul service",
        "Bonjour,\n\n"
        "Depuis la paie de ce mois, l’édition des bulletins d’un de nos services sort chaque bulletin deux fois de "
        "suite. Les autres services sortent normalement. Les montants sont identiques sur les deux exemplaires, et le "
        "journal de paie ne compte chaque agent qu’une fois.\n\n"
        "Nous devons les distribuer jeudi. D’ici là je retire les doubles à la main, mais il y en a une soixantaine.",
        ("Bulletins", "7.20.0", "Hébergée"), (), "to_handle",
    ),
    Scenario(
        "payroll", "Déclaration mensuelle : anomalie bloquante sur le taux de prélèvement à la source",
        "Bonjour,\n\n"
        "Le contrôle de la déclaration sort une anomalie bloquante pour quatre agents arrivés ce mois-ci : « taux "
        "absent, type de taux incohérent ». Nous n’avons pas encore reçu de taux pour eux, c’est normal puisqu’ils "
        "viennent d’arriver.\n\nQue faut-il porter en attendant ? L’échéance de dépôt est dans trois jours.",
        ("Déclarations", "7.19.2", "Installée sur site"), (
            Turn("desk", 1,
                "Bonjour,\n\n"
                "Sans taux transmis, c’est en principe le barème par défaut, dit taux non personnalisé, qui "
                "s’applique jusqu’au retour de l’administration. Dans Orpaie : fiche agent, Prélèvement à la source, "
                "Type de taux « Barème mensuel », sans rien saisir dans la zone Taux.\n\n"
                "Pouvez-vous me confirmer ce qui est sélectionné aujourd’hui pour ces quatre agents ?"),
            Turn("owner", 2.5, "Pour trois d’entre eux le type était vide, je l’ai corrigé et l’anomalie disparaît."),
            Turn("owner", 0.5,
                "Le quatrième est bien sur « Barème mensuel », mais l’anomalie reste. C’est un agent qui avait déjà "
                "travaillé chez nous il y a deux ans : son ancien taux apparaît encore en grisé et je ne peux pas "
                "l’effacer."),
            Turn("note", 0.3,
                "Vu avec le développement : un taux de plus d’un an n’est pas purgé quand l’agent revient. Correctif "
                "prévu dans la prochaine version. En attendant, passer par Outils, Historique des taux."),
        ), "in_progress",
    ),
    Scenario(
        "payroll", "NBI d’un agent à temps partiel",
        "Bonjour, un agent à 50 % vient de se voir attribuer 15 points de NBI. Orpaie calcule la moitié. Est-ce "
        "normal ?",
        ("Éléments variables", "7.19.1", "Hébergée"), (
            Turn("desk", 1,
                "Bonjour,\n\n"
                "Oui : la NBI suit en principe la quotité de rémunération de l’agent, comme le traitement. À 50 %, 15 "
                "points donnent donc l’équivalent de 7,5 points. À 80 % ou 90 %, ce sont six septièmes et trente-deux "
                "trente-cinquièmes.\n\n"
                "Vous pouvez le voir sur le bulletin en cochant « Afficher la base et le taux » dans les options "
                "d’édition."),
            Turn("owner", 0.5, "Très bien, merci pour la rapidité."),
        ), "closed", 10, (3, 3, 3, 3, 3, 3),
    ),
    Scenario(
        "payroll", "Supplément familial en garde alternée : partage mal repris",
        "Bonjour,\n\n"
        "Deux de nos agents ont la garde alternée de leurs deux enfants et ont demandé le partage du supplément "
        "familial par moitié. J’ai saisi « Partagé » sur les deux fiches. Le premier touche bien la moitié, le second "
        "touche le supplément entier.\n\nLes deux dossiers sont identiques à l’écran.",
        ("Éléments variables", "7.19.2", "Hébergée"), (
            Turn("desk", 3,
                "Bonjour,\n\n"
                "Dans ce cas la différence se trouve presque toujours sur la fiche de chaque enfant et non sur celle "
                "de l’agent. Chez le second, ouvrez Famille, choisissez un enfant, puis regardez la zone « Autre "
                "parent » : est-elle remplie ?"),
            Turn("owner", 6, "Elle est vide pour les deux enfants. Sur l’autre fiche elle est remplie."),
            Turn("desk", 1,
                "Voilà l’écart. Orpaie ne partage que lorsque l’autre parent est connu, pour éviter un demi-versement "
                "quand l’autre employeur ne verse rien.\n\n"
                "1. Remplissez « Autre parent » pour chacun des deux enfants, avec le matricule du collègue.\n"
                "2. Recalculez l’agent.\n"
                "3. Un trop-versé apparaîtra pour le mois dernier : vous pouvez le reprendre en une fois ou l’étaler, "
                "dans Éléments variables, Reprises.\n\n"
                "Prévenez l’agent avant la reprise : c’est lui qui choisira sans doute l’étalement."),
            Turn("owner", 24, "C’est fait, le calcul est bon. La reprise sera étalée sur deux mois."),
            Turn("desk", 2,
                "Très bien. Je propose donc la clôture de la demande : si le bulletin du mois prochain vous paraît "
                "correct, vous pouvez la confirmer, sinon dites-le-nous ici."),
        ), "to_confirm",
    ),
    Scenario(
        "payroll", "Congé de longue maladie : passage à demi-traitement",
        "Bonjour,\n\n"
        "Un agent titulaire, en congé de longue maladie, passe à demi-traitement au milieu du mois. J’ai saisi la "
        "date, mais le bulletin reste à plein traitement pour tout le mois. Le mois suivant, en simulation, est "
        "bon.\n\nD’autre part, faut-il maintenir le supplément familial en entier ?",
        ("Bulletins", "7.18.4", "Installée sur site"), (
            Turn("desk", 26,
                "Bonjour,\n\nVeuillez excuser ce délai, la question a été relue par notre pôle réglementaire.\n\n"
                "Sur le calcul : dans la version 7.18, un changement de droit en cours de mois n’est pris en compte "
                "que si la période est coupée. Ouvrez Absences, la ligne du congé, bouton « Couper la période », et "
                "donnez le premier jour à demi-traitement. Recalculez ensuite : deux lignes doivent apparaître sur le "
                "bulletin.\n\n"
                "Sur le supplément familial : il est en principe maintenu en totalité pendant le congé. Le sort des "
                "primes dépend, lui, de votre délibération et du versant dont relève l’agent ; nous vous invitons à "
                "la vérifier avant de les réduire."),
            Turn("owner", 3,
                "Les deux lignes apparaissent et le partage tombe au bon jour. Merci. Pour les primes, je relis notre "
                "délibération avec la direction."),
            Turn("desk", 1,
                "Entendu. La coupure sera automatique à partir de la version 7.19 : vous n’aurez plus ce geste à "
                "faire après votre prochaine mise à jour."),
        ), "closed", 7, (2, 3, 3, 3, 2, 3),
        comment="Bonne réponse, mais un jour d’attente en pleine paie, c’est long.",
    ),
    Scenario(
        "payroll", "Changer le logo des bulletins",
        "Bonjour, nous avons un nouveau logo. Où faut-il le mettre pour qu’il figure sur les bulletins ?",
        ("Paramétrage", "7.19.2", "Hébergée"), (
            Turn("desk", 0.5,
                "Bonjour,\n\n"
                "Paramétrage, Établissement, onglet Éditions, zone Logo. Choisissez une image de 600 points de large "
                "au moins, sur fond blanc. Les bulletins déjà édités gardent l’ancien logo, ce qui est voulu."),
        ), "closed", 10, (3, 3, 3, 3, 3, 3),
        comment="Réponse en une demi-heure, parfait.",
    ),
    Scenario(
        "payroll", "Net à payer à zéro pour un agent",
        "Bonjour, le bulletin d’un agent sort avec un net à payer à zéro alors que le brut est juste. Je ne trouve "
        "pas de retenue qui l’expliquerait.",
        ("Bulletins", "7.19.2", "Hébergée"), (
            Turn("owner", 0.5,
                "J’ai trouvé : un acompte avait été saisi avec deux zéros de trop. Je l’ai corrigé et j’annule la "
                "demande."),
        ), "cancelled",
        comment="Erreur de saisie de notre part, corrigée.",
    ),
    Scenario(
        "payroll", "Heures supplémentaires : exonération absente des bulletins",
        "Bonjour,\n\n"
        "Sur la paie en cours, les heures supplémentaires de douze agents sont soumises à l’impôt comme le "
        "traitement. La rubrique d’exonération n’apparaît pas. Le mois dernier tout était normal et nous n’avons rien "
        "changé.\n\nClôture prévue demain soir.",
        ("Éléments variables", "7.19.0", "Installée sur site"), (
            Turn("desk", 49,
                "Bonjour,\n\n"
                "La version 7.19.0 contient un défaut connu : la rubrique d’exonération n’est plus rattachée aux "
                "heures saisies par lot. Il est corrigé en 7.19.1. Sans mise à jour, vous pouvez relancer « Rattacher "
                "les rubriques liées » dans Paramétrage, Maintenance, puis recalculer les agents concernés."),
            Turn("owner", 15, "Nous avions dû clôturer entre-temps, avec les bulletins faux. Comment régulariser ?"),
            Turn("desk", 3,
                "Nous comprenons, et nous regrettons que la réponse soit arrivée après votre clôture.\n\n"
                "Pour régulariser : saisissez le mois prochain la rubrique 8310R « Régularisation d’exonération » "
                "pour chaque agent, avec le montant que donne l’état Contrôles, Heures exonérées. Le net imposable du "
                "mois sera diminué d’autant, et la déclaration mensuelle portera la correction.\n\n"
                "Un mot aux agents vous évitera sans doute des questions : nous pouvons vous proposer un texte si "
                "vous le souhaitez."),
            Turn("owner", 28, "La régularisation est passée, les montants sont bons."),
        ), "closed", 4, (1, 2, 2, 3, 2, 3),
        comment=
            "Un défaut connu qui n’était annoncé nulle part, et deux jours pour répondre à la veille de la clôture. "
            "La régularisation, elle, a été bien expliquée.",
    ),
    Scenario(
        "payroll", "Saisie sur rémunération : quotité saisissable",
        "Bonjour,\n\n"
        "Nous avons reçu un acte de saisie pour un agent qui a déjà une pension alimentaire en paiement direct. "
        "Orpaie propose une retenue qui me semble trop élevée : il ne lui resterait presque rien.\n\n"
        "Comment le logiciel tient-il compte de la pension dans le calcul de la quotité ?",
        ("Éléments variables", "7.19.2", "Hébergée"), (
            Turn("desk", 5,
                "Bonjour,\n\n"
                "En principe, la pension alimentaire en paiement direct passe avant les autres créanciers, et les "
                "sommes restantes sont saisies dans la limite de la quotité ; une somme minimale doit toujours rester "
                "à la personne.\n\nPour vérifier le calcul, pouvez-vous nous indiquer, sans le nom de l’agent :\n\n"
                "- le rang donné à la pension et à la saisie dans Retenues, Ordre de priorité ;\n"
                "- le nombre de personnes à charge saisi ;\n"
                "- si la case « Préserver la somme insaisissable » est cochée sur les deux lignes.\n\n"
                "Tant que le point n’est pas éclairci, ne versez rien au titre de la nouvelle saisie sans avoir vu "
                "votre comptable public."),
        ), "in_progress",
    ),
    Scenario(
        "payroll", "Import des éléments variables depuis le planning : lignes ignorées",
        "Bonjour,\n\n"
        "Nous importons chaque mois les heures de nuit et de dimanche depuis notre logiciel de planning, par un "
        "fichier CSV. Ce mois-ci, 214 lignes lues, 37 ignorées, sans explication dans le compte rendu. Je ne vois pas "
        "ce que ces 37 lignes ont de particulier.",
        ("Éléments variables", "7.20.0", "Hébergée"), (
            Turn("desk", 3,
                "Bonjour,\n\n"
                "Depuis la version 7.20, une ligne dont le matricule a moins de six chiffres est ignorée. Votre "
                "planning enlève peut-être les zéros de tête : 004512 devient 4512. Réglez la colonne en « texte » "
                "dans l’export du planning, puis relancez l’import ; les lignes déjà prises ne seront pas doublées."),
            Turn("owner", 1,
                "C’était bien le format de la colonne : les zéros avaient disparu. Je relance l’import demain matin."),
        ), "refused_then_closed", 7, (2, 3, 3, 2, 2, 3),
        comment="La première réponse était juste mais incomplète. La seconde a été rapide.",
        refusal=
            "La colonne est maintenant en texte et les zéros sont là. Il reste pourtant 9 lignes ignorées : nous ne "
            "pouvons donc pas accepter la clôture. Elles concernent toutes des heures de dimanche, et des agents dont "
            "les heures de nuit, elles, sont bien passées.",
        remedy=
            "Vous avez raison, merci d’avoir insisté. Ces 9 lignes portent une virgule suivie d’un zéro (« 7,0 ») là "
            "où les autres ont un nombre entier, et la version 7.20.0 les refuse à tort pour cette rubrique.\n\n"
            "Le correctif est installé sur votre environnement hébergé depuis 14 h. Relancez l’import du même "
            "fichier : vous devez voir 9 lignes prises et 205 déjà connues.",
    ),
    Scenario(
        "payroll", "Indemnité de fin de contrat non calculée",
        "Bonjour,\n\n"
        "Un contrat de huit mois se termine à la fin du mois et ne sera pas renouvelé. D’après nous l’agent a droit à "
        "l’indemnité de fin de contrat (l’ancienne « prime de précarité »), mais Orpaie ne la propose pas dans les "
        "éléments de départ. Le motif du contrat est un accroissement temporaire d’activité.",
        ("Éléments variables", "7.19.2", "Hébergée"), (
            Turn("owner", 4,
                "Précision utile : l’agent a été prolongé une fois, deux mois, dans la même enveloppe. La durée "
                "totale reste inférieure à un an."),
        ), "to_handle",
    ),
    Scenario(
        "payroll", "Taux de cotisation retraite : faut-il saisir le nouveau taux à la main ?",
        "Bonjour,\n\n"
        "Nous avons lu que le taux de la contribution employeur à la retraite change au premier du mois prochain. "
        "Devons-nous le modifier nous-mêmes dans le paramétrage ou sera-t-il livré ? Nous préparons la simulation "
        "budgétaire et il nous faudrait le bon taux.",
        ("Paramétrage", "7.20.0", "Installée sur site"), (
            Turn("desk", 2,
                "Bonjour,\n\n"
                "Ne le saisissez pas à la main : il arrive avec la mise à jour des constantes, qui s’installe en cinq "
                "minutes et sans interrompre la saisie. Elle est publiée après parution du texte au Journal officiel, "
                "pas avant.\n\n"
                "Pour votre simulation, vous pouvez travailler sans attendre : Budget, Simulation, « Constantes "
                "provisoires ». Ce que vous y mettez n’entre jamais dans une paie réelle."),
            Turn("owner", 7, "Merci, la simulation est faite. Pouvez-vous nous prévenir de la publication ?"),
            Turn("desk", 50,
                "La mise à jour des constantes est publiée et une nouvelle l’annonce sur la page d’accueil. Après "
                "installation, vérifiez Paramétrage, Constantes : la colonne « Valable à partir du » doit porter le "
                "premier jour du mois prochain.\n\nNous proposons la clôture de votre demande."),
        ), "to_confirm",
    ),
)  # fmt: skip
