import threading

import pytest
from argon2 import extract_parameters
from django.core.exceptions import ValidationError

from entregent.door import passwords
from entregent.door.password_strength import guesses, readings
from entregent.door.passwords import ModestArgon2, PasswordRule, bits, refuse_weak
from tests.people.cast import join

ACCEPTED = [
    "tilleul-rame-bruine-47", "kT9$wq2Lx#vB", "zR7mQe4tYp1w", "cahvyn-2qydpe-Ryxqib", "ouragan.vitre.pollen",
    "correct horse battery staple", "cheval agrafe pile", "la pluie tombe sur la ville", "lampe-fleur-chien-bleu",
    "ambre-citron-voile-92", "fougère Lampe 58 radeau", "abricot vélo nuage", "MonChatEstNoir12",
    "😀🚲🌵🎻🧊🦉🍋🛶🎈🥝🪁🧭", "ваза-лодка-ковёр", "ключ от старого дома", "鉛筆が机の上に三本ありました",
    "x" + "Qm8!vT2-rLp" * 4,
    "wnLfj3q.8Zp0e", "8f1c2e9ab74d63", "Un grand bateau bleu sur le toit", "dix-neuf moufles sous 1 parapluie",
    "gravier;poulie;sonate", "l'âne du voisin mange 3 tuiles", "p0i$-chiche-télescope", "  loutre \t écluse virgule",
    "brique écharpe lune 7", "zigzag-moustache-fjord", "5 marmottes jouent aux échecs", "Ecluse/Verglas/Tambour",
    "Ahv3 jeu loin soupe", "hibou+cornet+lilas+9", "a1b2-ozk9-pw7d-xx3q", "sncf-ratp-poulpe-mauve",
    "nénuphar carré de juin", "vrille_tortue_plombier", "trois petits pots de colle", "rivet!sablier!girafe",
]  # fmt: skip
SHORT = ["", "a", "Ab1!", "tilleul-47", "kT9$wq2Lx#v", "é" * 11, "           "]
POOR = ["123456789012", "482913750264", "000000000000", "98765432109876", "31415926535897"]
GUESSABLE = [
    "Motdepasse2026!!", "Cabinet2026!", "Bonjour-Marseille-2026", "Bienvenue2026!!", "Établissement2026",
    "Secretariat2026*", "M0td3p@sse2026", "motdepassemotdepasse", "Password123456!", "azertyuiop123",
    "AzertyAzerty12", "qsdfghjklm12345", "aaaaaaaaaaaaaaaa", "abcdefghijklmnop", "iloveyou1234567",
    "Soleil-Soleil-13", "Dupont-Martin-75", "Jean-Pierre-1975", "Paris-Lyon-Marseille", "Marie-Lyon-1987",
    "Lundi23novembre2026", "Vendredi-Samedi-12", "Toulouse31000!!", "Champagne-Ardenne-51", "secretaire-medicale-2026",
    "rue de la république", "Entregent2026!", "entregent-portail", "Bonjour.Bonsoir.2026", "ouvre-toi sesame",
    "Novembre2026!", "janvierfevriermars", "AZERTYUIOPQSD", "1q2w3e4r5t6y7u", "Printemps-2027!", "Marseille13000",
    "essapedtom2026", "chocolatchocolat", "JeanneDarc1431!", "bordeauxbordeaux", "123456789012345678",
    "Jésus Marie Joseph", "Mot de passe 2026", "Vive la France 98", "connexion-support", "camille-camille-1",
    "P@ssw0rd2026!",
]  # fmt: skip

LEAKED = ["0r968ji9ufj6", "ichliebedich", "KartoffelPuffer", "n8zgt5p0shw="]  # strong enough, and known to thieves


@pytest.mark.parametrize("password", ACCEPTED)
def test_good_passwords_are_taken(password):
    refuse_weak(password)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        *((one, "short") for one in SHORT),
        *((one, "poor") for one in POOR),
        *((one, "guessable") for one in GUESSABLE),
        *((one, "leaked") for one in LEAKED),
    ],
)
def test_bad_passwords_are_refused_for_what_is_wrong_with_them(password, code):
    with pytest.raises(ValidationError) as refusal:
        refuse_weak(password)
    assert refusal.value.code == code


def test_length_is_counted_in_characters_up_to_128():
    refuse_weak("tilleul-rame-bruine-47" + "x7" * 53)
    with pytest.raises(ValidationError) as refusal:
        refuse_weak("tilleul-rame-bruine-47" + "x7" * 54)
    assert refusal.value.code == "long"


@pytest.mark.parametrize(
    ("password", "known"),
    [
        ("valentine-morgane", ["valentine", "morgane"]),
        ("Grésivaudan-2026-Zéphyr", ["gresivaudan", "zephyr"]),
        ("comptoirdesalizes", ["comptoir", "des", "alizes", "comptoirdesalizes"]),
    ],
)
def test_what_is_known_of_the_person_is_worth_nothing(password, known):
    with pytest.raises(ValidationError):
        refuse_weak(password, words=known)


def test_the_words_about_a_person_are_those_of_their_memberships(place, db):
    member = join(place, "zoe.quintric@comptoir-alizes.example", place.handler, first_name="Zoé", last_name="Quintric")
    words = set(passwords.words_about(member.user))
    assert {"zoe", "quintric", "zoequintric", "comptoir", "alizes", "editeur", "alpha", "editeuralpha"} <= words


def test_staff_need_fifteen_characters(agent, handler):
    password = "zR7mQe4tYp1w"
    PasswordRule().validate(password, agent.user)
    with pytest.raises(ValidationError) as refusal:
        PasswordRule().validate(password, handler.user)
    assert "15" in refusal.value.messages[0]
    PasswordRule().validate(password + "abc", handler.user)


def test_the_rule_of_staff_holds_whichever_membership_they_wear(place, agent):
    join(place, agent.user.email, place.handler)
    with pytest.raises(ValidationError):
        PasswordRule().validate("zR7mQe4tYp1w", agent.user)


@pytest.mark.parametrize(
    ("password", "least", "most"), [("a" * 12, 56, 57), ("1" * 12, 39, 40), ("aA1-" * 3, 78, 79), ("", 0, 0)]
)
def test_bits_are_length_times_the_alphabet_in_use(password, least, most):
    assert least <= bits(password) <= most


@pytest.mark.parametrize("password", ["4@8({[<3691!|0$5+7%2ab" * 5, "l1!|" * 32, "$5$5$5$5" * 16, "é" * 128])
def test_hostile_passwords_take_no_time(password):
    """Disguised letters are read in every way only while that is few; the count tells, no clock."""
    assert guesses(password, ()) > 0
    assert len(set(password)) < 5 or readings(password[:40]) > 32


def test_one_persons_words_do_not_reach_anothers_password():
    guesses("valentine-morgane", ["valentine", "morgane"])
    assert guesses("valentine-morgane", []) > guesses("valentine-morgane", ["valentine", "morgane"])


def test_hashes_are_modest():
    hasher = ModestArgon2()
    encoded = hasher.encode("tilleul-rame-bruine-47", hasher.salt())
    held = extract_parameters(encoded.removeprefix("argon2"))
    assert (held.memory_cost, held.time_cost, held.parallelism) == (19456, 2, 1)
    assert hasher.verify("tilleul-rame-bruine-47", encoded)
    assert not hasher.verify("tilleul-rame-bruine-48", encoded)
    assert not hasher.must_update(encoded)


def test_few_hashes_run_at_once(monkeypatch):
    running, most, guard = 0, 0, threading.Lock()
    together = threading.Barrier(3, timeout=20)

    def encode(self, password, salt):
        nonlocal running, most
        with guard:
            running += 1
            most = max(most, running)
        together.wait()  # three are inside, and nobody else can be
        with guard:
            running -= 1
        return "hash"

    monkeypatch.setattr("django.contrib.auth.hashers.Argon2PasswordHasher.encode", encode)
    threads = [threading.Thread(target=ModestArgon2().encode, args=("a", "b")) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 3


def test_messages_say_what_to_do(settings):
    with pytest.raises(ValidationError) as refusal:
        refuse_weak("Motdepasse2026!!")
    assert "Add unrelated words" in refusal.value.messages[0] or "mots" in refusal.value.messages[0]
    assert "Motdepasse" not in refusal.value.messages[0]


def test_settings_use_them(settings):
    from entregent.site import settings as product

    assert product.PASSWORD_HASHERS == ["entregent.door.passwords.ModestArgon2"]
    assert settings.AUTH_PASSWORD_VALIDATORS == [{"NAME": "entregent.door.passwords.PasswordRule"}]
