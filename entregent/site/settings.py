"""Settings: safe by default, changed only by environment variables (see docs/settings.md)."""

from datetime import timedelta
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from entregent.core import environment as env
from entregent.core.bridge.limits import MIB, Limits, Quota
from entregent.core.bridge.pool import TRIES
from entregent.site.declared import apps_of, catalogues_of, limits_of
from entregent.site.secret import secret_key

DATA = env.data_folder()
MODE = env.choice("ENTREGENT_MODE", "production", "demo", "test")
DEBUG = False

# Links in mails and the accepted Host come from here alone, never from a request.
ENTREGENT_URL = env.text("ENTREGENT_URL", "http://127.0.0.1:8000").rstrip("/")
_address = urlsplit(ENTREGENT_URL)
SECURE = _address.scheme == "https"
ALLOWED_HOSTS = [_address.hostname or "127.0.0.1"]
SECRET_KEY = secret_key(DATA)
SECRET_KEY_FALLBACKS = env.text("ENTREGENT_OLD_SECRET_KEYS").split()

# The spaces of this installation, by their folders in entregent/spaces: each brings its apps, addresses and limits.
SPACES = ["support", "depot", "secretariat", "extranet", "crm"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "entregent.core",
    "entregent.jobs",
    "entregent.audit",
    "entregent.proofs",
    "entregent.people",
    "entregent.door",
    "entregent.dossiers",
    "entregent.exports",
    "entregent.files",
    "entregent.notify",
    "entregent.questions",
    "entregent.library",
    "entregent.lists",
    "entregent.applicants",
    "entregent.runs",
    "entregent.records",
    "entregent.contacts",
    "entregent.links",
    "entregent.threads",
    "entregent.documents",
    "entregent.agenda",
    "entregent.dashboards",
    *apps_of(SPACES),
    "entregent.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "entregent.site.middleware.RequestReference",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "entregent.site.middleware.SafeHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # here, so that files carry the same headers as pages
    "entregent.site.middleware.NothingNew",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "entregent.people.middleware.SessionLives",
    "entregent.people.middleware.WhoLooks",
    "entregent.people.middleware.HouseLanguage",
    "django.middleware.csrf.CsrfViewMiddleware",
    "entregent.people.middleware.SignInRequired",
    "entregent.people.middleware.SameMembership",
    "entregent.door.requirement.SecondFactor",
    "entregent.site.middleware.SpaceDoor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "entregent.site.urls"
WSGI_APPLICATION = "entregent.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.database(env.text("ENTREGENT_DATABASE_URL"), DATA)}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "entregent.site.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "entregent.site.templatetags.shell",
                "entregent.people.templatetags.people",
            ],
        },
    }
]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [env.REPOSITORY / "entregent" / "site" / "locale", *catalogues_of(SPACES)]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "entregent.site.formats"

STATIC_URL = "/static/"
STATIC_ROOT = env.REPOSITORY / ".build" / "static"
STATICFILES_DIRS = [env.REPOSITORY / ".build" / "front"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["entregent.door.signin.EmailOrIdentifier"]
PASSWORD_HASHERS = ["entregent.door.passwords.ModestArgon2"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "entregent.door.passwords.PasswordRule"}]
PASSWORD_RESET_TIMEOUT = int(timedelta(minutes=60).total_seconds())
LOGIN_URL = "/connexion/"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "entregent.door.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # door/throttle.py: kept in the database, never locks an account
ACCOUNT_FORMS = {
    "login": "entregent.door.forms.SignInForm",
    "reset_password": "entregent.door.forms.ForgottenPasswordForm",
    "reset_password_from_key": "entregent.door.forms.NewPasswordForm",
}

# Proofs of work (« Je ne suis pas un robot »): see entregent/proofs/effort.py
PROOF_BITS = env.number("ENTREGENT_PROOF_BITS", 14)
PROOF_MOST_BITS = env.number("ENTREGENT_PROOF_MOST_BITS", 19)

# The second step (decision 27): the library keeps the secrets, sealed; pages, waits and words are our own.
MFA_ADAPTER = "entregent.door.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # whoever holds the key has shown a finger, a face or a number
MFA_RECOVERY_CODE_COUNT, MFA_RECOVERY_CODE_DIGITS = 10, 10

SESSION_ENGINE = "entregent.people.sessions"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = int(timedelta(hours=24).total_seconds())
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "entregent.people.kept_forms.stale_page"
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "language"
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.choice("ENTREGENT_TRUST_PROXY", "no", "yes") == "yes" else None
)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
DATA_UPLOAD_MAX_MEMORY_SIZE = MIB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# The server: what a request may bring, by the beginning of its address (core/bridge/limits.py). A little more than
# the fields of a form may hold: Django then refuses in its own words, and with what was typed.
BRIDGE_LIMITS = {
    "/": Limits(body=2 * MIB),
    **limits_of(SPACES),
    "/connexion/": Limits(body=MIB // 4, lane=TRIES),
    "/mot-de-passe-oublie/": Limits(body=MIB // 4, lane=TRIES),
}
_spool = env.number("ENTREGENT_SPOOL_MB", 1024) * MIB
BRIDGE_QUOTA = Quota(size=_spool, size_each=_spool // 4)

# Files (entregent/files, docs/nginx.md)
HOUSE_FILES_BYTES = env.number("ENTREGENT_HOUSE_FILES_MB", 20_480) * MIB
SENDFILE = env.choice("ENTREGENT_SENDFILE", "none", "nginx")
# clamd: the path of its socket, or host:port; nothing: files are not examined, and that is said. Its own limits must be
# at least these (docs/scanner.md): beyond them it says « OK » of what it never looked at.
SCANNER = {
    "address": env.text("ENTREGENT_SCANNER"),
    "most": env.number("ENTREGENT_SCANNER_MB", 100) * MIB,
    "most_unpacked": env.number("ENTREGENT_SCANNER_UNPACKED_MB", 400) * MIB,
}

TASKS = {"default": {"BACKEND": "entregent.jobs.backend.DatabaseBackend"}}
MAIL_FROM = env.text("ENTREGENT_MAIL_FROM", f"Entregent <ne-pas-repondre@{_address.hostname}>")
SMTP = {
    "host": env.text("ENTREGENT_SMTP_HOST"),
    "port": env.number("ENTREGENT_SMTP_PORT", 587),
    "user": env.text("ENTREGENT_SMTP_USER"),
    "password": env.text("ENTREGENT_SMTP_PASSWORD"),
    "security": env.choice("ENTREGENT_SMTP_SECURITY", "starttls", "tls", "none"),
    "certificates": env.text("ENTREGENT_SMTP_CERTIFICATES"),  # a CA file, when the server has its own
}
# Where short messages are handed over (entregent/spaces/secretariat/sms.py); without an address none leaves.
SMS_GATEWAY = {"url": env.text("ENTREGENT_SMS_URL"), "token": env.text("ENTREGENT_SMS_TOKEN")}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "entregent.site.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
