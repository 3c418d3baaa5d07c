"""The invented people of a secretariat: subscribers, their contacts, and what callers say."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Person(NamedTuple):
    last_name: str
    first_name: str
    born: date | None
    phone: str
    address: str = ""


class Said(NamedTuple):
    kind: str
    text: str
    is_urgent: bool = False


PATIENTS = (
    Person("Dupont-Lafarge", "Hélène", date(1975, 3, 12), "06 39 98 12 01", "12 rue de l’Été, 99140 Bellorme"),
    Person("Marchetti", "Paolo", date(1962, 11, 4), "06 39 98 12 02", "3 impasse du Moulin, 99140 Bellorme"),
    Person("Besnard", "Lucie", date(1988, 6, 23), "06 39 98 12 03", "27 avenue des Acacias, 99140 Bellorme"),
    Person("Ouadah", "Samir", date(1979, 1, 30), "06 39 98 12 04", "8 place du Marché, 99150 Valmorel"),
    Person("Lefèvre", "Andrée", date(1938, 9, 2), "01 99 00 12 05", "Résidence Les Ormes, 99140 Bellorme"),
    Person("Kowalczyk", "Irène", date(1951, 4, 17), "01 99 00 12 06", "5 rue des Tanneurs, 99140 Bellorme"),
    Person("Prigent", "Maël", date(2015, 8, 9), "06 39 98 12 07", "14 chemin des Vignes, 99150 Valmorel"),
    Person("Sauvage", "Claude", date(1969, 12, 21), "06 39 98 12 08", "2 cour des Lilas, 99140 Bellorme"),
    Person("Nguyen", "Thi Mai", date(1992, 2, 14), "06 39 98 12 09", "31 rue Haute, 99140 Bellorme"),
    Person("Carpentier", "Yvon", date(1945, 7, 28), "01 99 00 12 10", "9 route de Brécy, 99150 Valmorel"),
    Person("Haddad", "Nour", date(2001, 10, 5), "06 39 98 12 11", "18 quai des Brumes, 99140 Bellorme"),
    Person("Rousselin", "Odette", date(1940, 5, 19), "01 99 00 12 12", "Résidence Les Ormes, 99140 Bellorme"),
)
CLIENTS = (
    Person("Tessier", "Bruno", None, "06 39 98 13 01", "4 rue du Palais, 99140 Bellorme"),
    Person("Amrani", "Leïla", None, "06 39 98 13 02", "22 boulevard Neuf, 99140 Bellorme"),
    Person("Guilloux", "Patrice", None, "06 39 98 13 03"),
    Person("Verdier", "Solange", None, "01 99 00 13 04"),
)
NEIGHBOURS = (
    Person("Jaouen", "Ronan", None, "06 39 98 14 01", "7 rue des Écluses, 99140 Bellorme"),
    Person("Pasquier", "Denise", None, "01 99 00 14 02", "11 allée des Charmes, 99140 Bellorme"),
)
SAID_TO_DOCTOR = (
    Said("information", "Souhaite que vous la rappeliez au sujet de ses résultats d’analyse."),
    Said("appointment", "Rendez-vous pris pour un renouvellement."),
    Said("visit", "Demande une visite à domicile : ne peut pas se déplacer, porte au fond de la cour."),
    Said(
        "information", "Le laboratoire rappelle que le dossier est incomplet : il manque le numéro de sécurité sociale."
    ),
    Said("appointment", "Rendez-vous pris, première consultation."),
    Said("information", "Remercie pour l’ordonnance, la pharmacie l’a bien reçue."),
    Said("information", "Demande un certificat pour le sport de son fils, passera le chercher."),
    Said("visit", "L’infirmière demande votre passage pour un pansement qui cicatrise mal."),
    Said("information", "Confrère du centre hospitalier : rappeler avant 17 h, poste 12."),
    Said("appointment", "Rendez-vous déplacé à sa demande, prévenir si une place se libère plus tôt."),
)
URGENT_SAID = (
    Said("information", "Fièvre élevée depuis cette nuit, attend votre rappel au plus vite.", is_urgent=True),
    Said("visit", "Chute dans l’escalier, consciente, le voisin est avec elle.", is_urgent=True),
)
SAID_TO_LAWYER = (
    Said("information", "Confirme l’audience de jeudi et enverra les pièces par courrier."),
    Said("appointment", "Rendez-vous pris pour un premier entretien."),
    Said("information", "Le greffe demande le numéro de répertoire du dossier."),
    Said("information", "Propose une transaction, souhaite en parler avant vendredi."),
)
SAID_TO_PLUMBER = (
    Said("visit", "Fuite sous l’évier, l’eau est coupée, disponible toute la journée."),
    Said("information", "Demande un devis pour le remplacement d’un chauffe-eau."),
    Said("information", "La chaudière redémarre, merci ; la facture peut être envoyée."),
)
REASONS = ("Renouvellement", "Première consultation", "Suivi", "Vaccination", "Résultats", "Certificat", "")
