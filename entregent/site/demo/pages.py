"""The legal pages of the body that runs the demonstration."""

from typing import NamedTuple


class Legal(NamedTuple):
    slug: str
    language: str
    body: str


LEGAL = (
    Legal(
        "mentions-legales", "fr",
        "Ce portail est une installation de démonstration du logiciel Entregent. Elle montre une année inventée : "
        "Sylvaro Logiciels, Nef Conseil, leurs clients, leurs produits et les personnes que vous y voyez n’existent "
        "pas.\n\n"
        "Éditeur : la personne ou l’organisme qui a lancé cette démonstration. Hébergement : l’ordinateur ou le "
        "serveur sur lequel elle tourne.\n\n"
        "Les réponses réglementaires que l’on y lit servent d’exemple. Elles ne sont pas un conseil et peuvent ne "
        "plus être à jour.\n\n"
        "Entregent est un logiciel libre, sous licence AGPL 3.0 ou ultérieure. La page « À propos » donne sa version "
        "et l’adresse de son code source.\n\n"
        "Sur une installation réelle, la maison qui exploite le portail remplace ce texte par ses propres mentions : "
        "nom, adresse, directeur de la publication, hébergeur, moyen de la joindre.",
    ),
    Legal(
        "mentions-legales", "en",
        "This portal is a demonstration of the Entregent software. It shows an invented year: Sylvaro Logiciels, Nef "
        "Conseil, their customers, their products and the people you see here do not exist.\n\n"
        "Publisher: the person or body that started this demonstration. Hosting: the computer or server on which it "
        "runs.\n\n"
        "The regulatory answers that you may read here are examples. They are no advice and may be out of date.\n\n"
        "Entregent is free software, under the AGPL licence, version 3.0 or later. The “About” page gives its version "
        "and the address of its source code.\n\n"
        "On a real installation, the house that runs the portal replaces this text with its own notice: name, "
        "address, person responsible for what is published, host, way to reach it.",
    ),
    Legal(
        "accessibilite", "fr",
        "Cette installation de démonstration n’a été contrôlée par aucun auditeur indépendant. Au sens du référentiel "
        "général d’amélioration de l’accessibilité (RGAA), elle doit donc être tenue pour non conforme, faute "
        "d’audit.\n\n"
        "Ce que nous cherchons : des pages qui se parcourent au clavier, des contrastes suffisants en thème clair et "
        "en thème sombre, un bandeau de nouvelles que l’on peut arrêter, des statuts dits par un mot et non par la "
        "seule couleur, des champs qui gardent ce que vous avez écrit lorsqu’une erreur est signalée. Ces intentions "
        "ne remplacent pas un audit.\n\n"
        "Sur une installation réelle, la maison qui exploite le portail publie ici sa propre déclaration : état de "
        "conformité, date et résultat de l’audit, contenus non accessibles, et le moyen de signaler une difficulté. "
        "Si vous n’obtenez pas de réponse, vous pouvez vous adresser au Défenseur des droits.",
    ),
    Legal(
        "accessibilite", "en",
        "No independent auditor has checked this demonstration. Under the French accessibility reference (RGAA) it "
        "must therefore be taken as not compliant, for want of an audit.\n\n"
        "What we aim at: pages that can be used from the keyboard, enough contrast in the light and the dark theme, a "
        "news banner that can be stopped, statuses told by a word and never by colour alone, fields that keep what "
        "you wrote when there is an error. These aims do not replace an audit.\n\n"
        "On a real installation, the house that runs the portal publishes its own statement here: state of "
        "compliance, date and outcome of the audit, content that is not accessible, and how to report a difficulty. "
        "In France, if nobody answers, you can turn to the Défenseur des droits.",
    ),
    Legal(
        "confidentialite", "fr",
        "N’écrivez rien de vrai dans cette démonstration. Le mot de passe de ses personnages est public : quiconque "
        "accède à cette installation peut lire ce que vous y écrivez.\n\n"
        "Ce qui est enregistré : ce que vous saisissez, l’heure de vos actions, et pour chaque essai de connexion une "
        "partie de votre adresse réseau (le début seulement), qui sert à repérer les abus. Tout reste dans le dossier "
        "de données de cette installation. Aucune page ne fait appel à un tiers ; il n’y a ni publicité ni mesure "
        "d’audience.\n\n"
        "Si vous demandez un compte, voici ce qui est gardé : votre nom, votre prénom, votre téléphone, votre adresse "
        "électronique, le nom de votre établissement et la date, puis la décision, qui l’a prise et pourquoi. Cela "
        "sert à vérifier qui vous êtes, à ouvrir ou à mettre à jour votre compte, et à vous répondre. Seules le "
        "lisent les personnes qui gèrent les comptes de la maison choisie. Une demande acceptée ou refusée est "
        "effacée six mois après la décision, le temps d’expliquer un refus ; une demande restée sans décision, au "
        "bout d’un an. Du courrier qui vous répond, le texte est effacé au bout de 90 jours ; l’adresse, l’objet et "
        "la date restent. Le journal garde qu’une demande a été faite et décidée, sans le nom de qui l’a faite. Si le "
        "compte est ouvert, il garde votre nom, votre adresse et votre téléphone tant qu’il existe.\n\n"
        "Ce qui est posé dans votre navigateur : un témoin de connexion (24 heures, ou 30 jours si vous choisissez "
        "de rester connecté), une clé qui protège les formulaires, votre choix de langue, un témoin qui reconnaît un "
        "navigateur déjà utilisé pour se connecter (180 jours) et, si vous en créez un, celui de votre lien personnel "
        "(400 jours). Tous sont nécessaires au fonctionnement du portail.\n\n"
        "Les courriers de la démonstration ne partent pas, sauf si la personne qui l’a lancée a réglé un serveur de "
        "courrier : vous pouvez les lire dans sa boîte d’envoi.\n\n"
        "Pour tout effacer, la personne qui a lancé la démonstration supprime son dossier de données.\n\n"
        "Sur une installation réelle, la maison qui exploite le portail dit ici qui est responsable du traitement, à "
        "quelles fins, pendant combien de temps, et comment exercer vos droits. En France, une réclamation peut être "
        "adressée à la CNIL.",
    ),
    Legal(
        "confidentialite", "en",
        "Write nothing real in this demonstration. The password of its characters is public: whoever can reach this "
        "installation can read what you write.\n\n"
        "What is recorded: what you enter, the time of what you do, and for each attempt to sign in a part of your "
        "network address (its beginning only), to notice abuse. Everything stays in the data folder of this "
        "installation. No page calls on a third party; there is no advertising and no audience measurement.\n\n"
        "If you ask for an account, this is kept: your last and first name, your telephone number, your e-mail "
        "address, the name of your establishment and the date, then the decision, who took it and why. It serves to "
        "check who you are, to open or update your account, and to answer you. Only the people who manage the "
        "accounts of the house that you chose read it. A request that was accepted or refused is erased six months "
        "after the decision, long enough to explain a refusal; one that was left undecided, after a year. Of the mail "
        "that answers you, the text is erased after 90 days; the address, the subject and the date stay. The audit "
        "trail keeps that a request was made and decided, without the name of whoever made it. Once an account is "
        "opened, it keeps your name, address and telephone number for as long as it exists.\n\n"
        "What is placed in your browser: a sign-in cookie (24 hours, or 30 days if you choose to stay signed in), a "
        "key that protects forms, your choice of language, a cookie that recognises a browser already used to sign in "
        "(180 days) and, if you create one, that of your personal link (400 days). The portal needs all of them to "
        "work.\n\n"
        "The mails of the demonstration are not sent, unless the person who started it has set up a mail server: you "
        "can read them in its outbox.\n\n"
        "To erase everything, the person who started the demonstration deletes its data folder.\n\n"
        "On a real installation, the house that runs the portal says here who is responsible for the data, why they "
        "are kept and for how long, and how to use your rights. In France, a complaint can be made to the CNIL.",
    ),
)  # fmt: skip

# Who is at the desk of which service, by mailbox; whoever is at none works for all of them.
