"""A year of requests about « Indemnis »."""

from entregent.spaces.support.demo.scenario import Scenario, Turn

ALLOWANCES = (
    Scenario(
        "allowances", "Calcul de l’ARE avec plusieurs employeurs publics et privés",
        "Bonjour,\n\n"
        "Une ancienne agente contractuelle demande l’allocation de retour à l’emploi. Sur les deux dernières années "
        "elle a travaillé treize mois chez nous, quatre mois pour une association et deux mois pour une autre "
        "collectivité.\n\nDeux questions :\n- est-ce bien à nous de l’indemniser ?\n"
        "- dans Indemnis, dois-je saisir les salaires des deux autres employeurs ? Sans eux, le salaire de référence "
        "me paraît trop bas.",
        ("Calculs", "4.6.1", "Hébergée"), (
            Turn("desk", 5,
                "Bonjour,\n\n"
                "Sur la charge : elle revient en général à l’employeur qui a occupé la personne le plus longtemps "
                "pendant la période de référence. Avec treize mois sur dix-neuf, ce serait donc vous, si vous êtes en "
                "auto-assurance et n’avez pas adhéré au régime d’assurance chômage pour vos contractuels. Pouvez-vous "
                "nous confirmer ce point ?\n\n"
                "Sur les salaires : oui, toutes les périodes comptent, quel que soit l’employeur. Saisissez-les dans "
                "Dossier, Activités, une ligne par contrat."),
            Turn("owner", 3,
                "Nous sommes en auto-assurance, sans adhésion. J’ai saisi les deux autres employeurs d’après les "
                "attestations, mais le calcul affiche « période incomplète » et s’arrête."),
            Turn("desk", 2,
                "Merci. Ce message signifie qu’il reste des jours sans activité ni motif entre deux lignes. Il vous "
                "suffit d’ouvrir Activités, bouton « Voir les vides » : choisissez « Sans emploi » pour chacun, ou "
                "corrigez une date.\n\n"
                "Vérifiez aussi que les deux mois de l’autre collectivité ne recouvrent pas votre propre contrat : si "
                "elle cumulait deux emplois, cochez « Simultané »."),
            Turn("owner", 18,
                "Il y avait onze jours sans rien entre deux contrats. Les deux mois étaient bien simultanés, à temps "
                "non complet. Le calcul aboutit : l’allocation augmente d’environ 6 € par jour. Cela vous semble-t-il "
                "cohérent ?"),
            Turn("desk", 4,
                "Oui, l’écart correspond aux salaires de l’association, qui étaient plus élevés que les vôtres. Avant "
                "de notifier, nous vous conseillons trois contrôles :\n\n"
                "1. les primes annuelles sont réparties sur la période qu’elles rémunèrent, et non sur le mois de "
                "leur versement ;\n"
                "2. l’indemnité compensatrice de congés n’entre pas dans le salaire de référence, mais elle crée un "
                "différé ;\n"
                "3. la demande d’inscription de la personne est bien datée de moins de douze mois après la fin du "
                "contrat."),
            Turn("owner", 26,
                "Les trois points sont vérifiés. Une prime était mal répartie, je l’ai reprise. Dossier notifié hier, "
                "merci."),
        ), "closed", 10, (3, 3, 3, 3, 3, 3),
        comment="Réglementaire et technique dans la même réponse : exactement ce qu’il nous fallait.",
    ),
    Scenario(
        "allowances", "Démission pour suivre un conjoint : motif à choisir",
        "Bonjour,\n\n"
        "Un agent a démissionné pour suivre son conjoint muté dans une autre région et nous demande l’allocation. Je "
        "ne trouve pas de motif « démission légitime » dans la liste, seulement « Démission ». Avec ce motif, "
        "Indemnis conclut à un refus.",
        ("Dossiers", "4.6.0", "Hébergée"), (
            Turn("desk", 8,
                "Bonjour,\n\n"
                "Le motif se choisit en deux temps : sélectionnez « Démission », enregistrez, puis une zone "
                "« Circonstance » apparaît sous le motif. Vous y trouverez « Suivi du conjoint ».\n\n"
                "Sur le fond, la démission pour suivre un conjoint qui change de résidence pour un motif "
                "professionnel figure parmi les cas habituellement reconnus comme légitimes. Il vous appartient de "
                "l’apprécier sur pièces : justificatif de la mutation, preuve du lien et du changement de domicile, "
                "dates proches."),
            Turn("owner", 30,
                "La zone était en bas de page, je ne descendais pas assez. Le dossier est ouvert à l’allocation, les "
                "pièces sont au dossier papier."),
        ), "closed", 8, (2, 3, 3, 3, 2, 3),
        comment="Bonne réponse. La zone « Circonstance » gagnerait à être plus visible.",
    ),
    Scenario(
        "allowances", "Différé de congés payés : nombre de jours",
        "Bonjour, nous avons versé une indemnité compensatrice pour 12 jours de congés non pris. Indemnis calcule un "
        "différé de 9 jours. Pourquoi pas 12 ?",
        ("Calculs", "4.6.1", "Hébergée"), (
            Turn("desk", 1.5,
                "Bonjour,\n\n"
                "Le différé ne reprend pas le nombre de jours de congés : il se calcule en divisant le montant de "
                "l’indemnité par le salaire journalier de référence, et le résultat est arrondi. Il s’ajoute au délai "
                "d’attente de sept jours.\n\n"
                "Vous pouvez afficher le détail par Calculs, Différés, lien « Comment ce nombre est obtenu »."),
            Turn("owner", 1, "Je vois le détail, c’est bien 9. Merci."),
        ), "closed", 10, (3, 3, 3, 3, 3, 3),
    ),
    Scenario(
        "allowances", "Attestation employeur : page blanche à l’édition",
        "Bonjour,\n\n"
        "L’édition de l’attestation destinée à l’opérateur de l’emploi donne une page blanche, pour tous les "
        "dossiers. Trois personnes l’attendent.",
        ("Éditions", "4.5.3", "Installée sur site"), (
            Turn("desk", 70,
                "Bonjour,\n\n"
                "Ce comportement se produit quand le modèle d’édition n’a pas suivi la mise à jour. Sur le serveur, "
                "relancez « Réinstaller les modèles » dans Administration, Éditions. L’opération dure une minute et "
                "ne touche à aucun dossier."),
            Turn("owner", 5, "Notre référent technique l’a fait : toujours une page blanche."),
            Turn("desk", 44,
                "Pouvez-vous vérifier que le dossier des modèles n’est pas en lecture seule pour le compte qui fait "
                "tourner Indemnis ? C’est la seule autre cause que nous connaissions."),
            Turn("owner", 4,
                "C’était cela, les droits avaient changé lors du remplacement du serveur. Les attestations sortent."),
        ), "closed", 3, (1, 1, 2, 3, 2, 2),
        comment=
            "Presque une semaine pour un problème de droits, alors que trois personnes attendaient leur attestation. "
            "La vérification aurait pu être demandée dès le premier message.",
    ),
    Scenario(
        "allowances", "Reprise d’activité réduite : allocation non diminuée",
        "Bonjour,\n\n"
        "Une personne indemnisée a repris un emploi à temps partiel le 3 du mois. J’ai saisi l’activité et le salaire "
        "brut prévu, mais l’échéancier verse toujours l’allocation entière. Faut-il attendre son actualisation ou la "
        "diminution doit-elle apparaître dès la saisie ?\n\n"
        "Elle nous demande combien elle touchera et je n’ose pas lui répondre.",
        ("Échéancier", "4.6.1", "Hébergée"), (), "to_handle",
    ),
    Scenario(
        "allowances", "Rechargement de droits refusé par le logiciel",
        "Bonjour,\n\n"
        "Un ancien agent est au bout de ses droits. Il a retravaillé chez nous pendant son indemnisation, par petits "
        "contrats. Quand je demande le rechargement, Indemnis répond « affiliation insuffisante » alors que, d’après "
        "mon compte, il dépasse la durée minimale.",
        ("Dossiers", "4.6.0", "Hébergée"), (
            Turn("desk", 6,
                "Bonjour,\n\n"
                "Le rechargement ne retient que les périodes travaillées après l’ouverture du droit en cours, et qui "
                "n’ont pas déjà servi. Voulez-vous bien comparer :\n\n"
                "- la date d’ouverture du droit, en tête du dossier ;\n"
                "- la liste Activités, colonne « Retenue pour un droit » : seules les lignes à « Non » comptent."),
            Turn("owner", 9,
                "Deux contrats sont marqués « Oui » alors qu’ils sont postérieurs à l’ouverture. Ensemble ils font 31 "
                "jours : exactement ce qui manque."),
            Turn("desk", 3,
                "Merci, c’est anormal en effet. Nous avons reproduit le cas : une révision du droit faite après leur "
                "saisie les a marqués à tort. Notre équipe prépare la correction.\n\n"
                "En attendant, n’envoyez pas de refus à la personne. Nous revenons vers vous au plus tard "
                "après-demain."),
        ), "in_progress",
    ),
    Scenario(
        "allowances", "Échéancier décalé après un arrêt de travail",
        "Bonjour,\n\n"
        "Une allocataire a été en arrêt pendant dix-sept jours. J’ai saisi l’interruption avec les dates exactes. "
        "L’échéancier reprend bien après l’arrêt, mais la date de fin de droits n’a pas bougé : elle devrait reculer "
        "d’autant, puisque les jours non indemnisés ne sont pas perdus.\n\n"
        "Est-ce un défaut, ou faut-il relancer quelque chose ?",
        ("Échéancier", "4.6.1", "Installée sur site"), (
            Turn("desk", 2.5,
                "Bonjour,\n\n"
                "Vous raisonnez juste : les jours non versés restent dus et la fin de droits recule en principe "
                "d’autant. La date n’est recalculée qu’à la validation du mois. Avez-vous validé le mois de "
                "l’interruption ?"),
            Turn("owner", 1,
                "Oui, il est validé depuis lundi. J’ai dévalidé et revalidé pour essayer : aucun changement. Dans la "
                "colonne « Jours restants », en revanche, le nombre est bon."),
        ), "in_progress",
    ),
    Scenario(
        "allowances", "Notification d’admission : mentions de recours à modifier",
        "Bonjour,\n\n"
        "Sur la notification d’admission, les voies de recours citent un tribunal administratif qui n’est pas le "
        "nôtre. Où peut-on modifier ce paragraphe ? Je ne le trouve pas dans les modèles.",
        ("Éditions", "4.6.1", "Hébergée"), (
            Turn("desk", 4,
                "Bonjour,\n\n"
                "Le paragraphe n’est pas dans le modèle, il est repris de votre établissement : Paramétrage, "
                "Établissement, onglet Juridictions, zone « Tribunal compétent ». Corrigez-la et toutes les éditions "
                "suivront, sans réédition de celles qui sont déjà parties.\n\n"
                "Pour les notifications déjà envoyées avec la mauvaise mention, parlez-en à votre service juridique : "
                "le délai de recours peut en dépendre."),
            Turn("owner", 23,
                "La zone est corrigée et une édition d’essai est bonne. Deux notifications étaient parties : nous les "
                "renverrons rectifiées."),
            Turn("desk", 1.5, "C’est la bonne précaution. Nous vous proposons de clore la demande."),
        ), "to_confirm",
    ),
    Scenario(
        "allowances", "Dossier créé deux fois pour la même personne",
        "Bonjour, un dossier a été créé deux fois, par ma collègue et par moi, à dix minutes d’écart. Peut-on en "
        "supprimer un ? Aucun n’est validé.",
        ("Dossiers", "4.6.1", "Hébergée"), (), "cancelled",
        comment="Bouton « Supprimer » trouvé dans le menu du dossier : il suffisait qu’il ne soit pas validé.",
    ),
    Scenario(
        "allowances", "Trop-perçu : le remboursement en plusieurs fois n’est pas pris",
        "Bonjour,\n\n"
        "Une personne a déclaré une reprise d’emploi avec deux mois de retard. Le trop-perçu est calculé "
        "correctement. Elle a demandé à rembourser en six fois et la direction est d’accord, mais Indemnis retient "
        "toute la somme sur le prochain versement.",
        ("Échéancier", "4.6.0", "Hébergée"), (
            Turn("desk", 7,
                "Bonjour,\n\n"
                "L’étalement se règle sur la créance et non sur l’échéancier : Dossier, Créances, la ligne du "
                "trop-perçu, « Plan de remboursement ». Indiquez six échéances et la date de la première, puis "
                "recalculez le mois.\n\n"
                "Si la personne n’est plus indemnisée, il n’y a rien à retenir : il faut alors émettre un titre de "
                "recettes."),
        ), "refused_then_in_progress",
        refusal=
            "Le plan est saisi, mais dès le recalcul la première échéance revient à la somme entière. Seules les cinq "
            "suivantes sont correctes, et le total dépasse donc la créance. Le problème n’est pas résolu, je refuse "
            "la clôture.",
        remedy=
            "Vous avez bien fait de refuser. Nous retrouvons le même résultat avec un plan de plus de quatre "
            "échéances quand la créance couvre deux mois.\n\n"
            "Pour le versement de ce mois, vous pouvez forcer le montant de la première échéance (cadenas à droite de "
            "la ligne). Nous gardons la demande ouverte jusqu’au correctif et nous vérifierons le total avec vous.",
    ),
)  # fmt: skip
