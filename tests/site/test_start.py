"""What a production start refuses, and what the environment may say."""

import subprocess
import sys

import pytest

from entregent.core import environment
from entregent.core.environment import Misconfigured
from entregent.people import accounts
from entregent.site.checks import refuse_unsafe


@pytest.fixture
def production(settings):
    settings.MODE = "production"
    settings.ENTREGENT_URL = "https://portail.example"
    settings.ALLOWED_HOSTS = ["portail.example"]
    settings.SMTP = {**settings.SMTP, "host": "smtp.example", "security": "starttls"}
    return settings


def test_a_page_does_not_open_the_file_anew(tmp_path):
    """Each opening reads the whole schema again, and forgets every statement that was prepared."""
    assert environment.database("", tmp_path)["CONN_MAX_AGE"] == environment.AN_HOUR


def test_a_database_address_keeps_what_it_asks_of_the_connection(tmp_path):
    url = "postgresql://portail:x@db.example/portail?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem"
    options = environment.database(url, tmp_path)["OPTIONS"]
    assert (options["sslmode"], options["sslrootcert"]) == ("verify-full", "/etc/ca.pem")
    with pytest.raises(Misconfigured, match="ssl_mode"):
        environment.database("postgresql://db.example/portail?ssl_mode=require", tmp_path)


@pytest.mark.django_db
def test_safe_settings_start(production):
    refuse_unsafe()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENTREGENT_URL", "http://portail.example"),
        ("ALLOWED_HOSTS", ["*"]),
        ("ALLOWED_HOSTS", []),
        ("DEBUG", True),
        ("SMTP", {"host": "smtp.example", "port": 25, "security": "none"}),
    ],
)
def test_unsafe_settings_do_not(production, name, value):
    setattr(production, name, value)
    with pytest.raises(Misconfigured):
        refuse_unsafe()


@pytest.mark.django_db
def test_the_demonstrations_people_keep_a_production_from_starting(production):
    accounts.create("agent@demo.example", "tilleul-rame-bruine-47")
    with pytest.raises(Misconfigured, match="demonstration"):
        refuse_unsafe()


@pytest.mark.django_db
def test_the_demonstration_itself_is_not_held_to_that(production):
    production.MODE = "demo"
    accounts.create("agent@demo.example", "tilleul-rame-bruine-47")
    refuse_unsafe()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENTREGENT_MODE", "prod"),
        ("ENTREGENT_SECRET_KEY", "short"),
        ("ENTREGENT_DATABASE_URL", "mysql://x"),
        ("ENTREGENT_SMTP_SECURITY", "ssl"),
        ("ENTREGENT_TRUST_PROXY", "1"),
        ("ENTREGENT_SMTP_PORT", "x"),
    ],
)
def test_settings_that_mean_nothing_stop_every_command(name, value, tmp_path, monkeypatch):
    monkeypatch.setenv("ENTREGENT_DATA", str(tmp_path))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "entregent.site.settings")
    monkeypatch.setenv(name, value)
    run = subprocess.run([sys.executable, "-m", "entregent", "check"], capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert name in run.stderr


def test_an_empty_variable_counts_as_absent(monkeypatch):
    monkeypatch.setenv("ENTREGENT_X", "")
    assert environment.text("ENTREGENT_X", "default") == "default"
    assert environment.choice("ENTREGENT_X", "one", "two") == "one"


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("secret\n")
    monkeypatch.setenv("ENTREGENT_X_FILE", str(tmp_path / "key"))
    assert environment.text("ENTREGENT_X") == "secret"


def test_the_key_is_made_once_and_kept_to_its_owner(tmp_path):
    from entregent.site.secret import secret_key

    first = secret_key(tmp_path)
    assert secret_key(tmp_path) == first
    assert len(first) >= 40
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_the_first_administrator(monkeypatch):
    import io

    from django.core.management import CommandError, call_command

    monkeypatch.setattr("sys.stdin", io.StringIO("court-mais-12\n"))
    with pytest.raises(CommandError):
        call_command("createadmin", "chef@exemple.example")
    monkeypatch.setattr("sys.stdin", io.StringIO("girafe-pluvieuse-enclume-92\n"))
    call_command("createadmin", "Chef@exemple.example", stdout=io.StringIO())
    assert accounts.by_email("chef@exemple.example")
    monkeypatch.setattr("sys.stdin", io.StringIO("girafe-pluvieuse-enclume-92\n"))
    with pytest.raises(CommandError):
        call_command("createadmin", "chef@exemple.example")
