"""Settings of one deployment. Everything that differs between deployments comes from the environment."""

import os
import secrets
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from tulga.config import environment
from tulga.ledger.once import make_once

PACKAGE = Path(__file__).resolve().parent.parent
HOME = environment.home()
(HOME / "static").mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    if value := os.environ.get("TULGA_SECRET_KEY"):
        return value
    file = HOME / "keys" / "secret_key"
    if not file.exists():
        make_once(file, secrets.token_urlsafe(48).encode())
    return file.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("TULGA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("TULGA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    # layer by layer, lowest first: projectors run in this order
    "tulga.ledger",
    "tulga.ledger.keystore",
    "tulga.access",
    "tulga.register",
    "tulga.matching",
    "tulga.nationality",
    "tulga.procedures.shared",
    "tulga.figures",
    "tulga.figures.facts",
    "tulga.figures.released",
    "tulga.factsheet",
    "tulga.web.public",
    "tulga.web.staff",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tulga.config.urls"
WSGI_APPLICATION = "tulga.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {
    "default": environment.database(os.environ.get("TULGA_DATABASE_URL"), HOME / "tulga.sqlite3"),
    "keys": environment.database(os.environ.get("TULGA_KEYS_DATABASE_URL"), HOME / "keys" / "keys.sqlite3"),
}
DATABASE_ROUTERS = ["tulga.config.routers.KeystoreRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
LOGIN_URL = "staff:sign-in"
LOGIN_REDIRECT_URL = "staff:home"
LOGOUT_REDIRECT_URL = "staff:sign-in"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")]
LOCALE_PATHS = sorted(PACKAGE.glob("*/locale"))  # a context that is no Django app may have sentences too
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("TULGA_HTTPS") == "1"
X_FRAME_OPTIONS = "DENY"

TULGA_HOME = HOME
TULGA_SEAL_EVERY_SECONDS = 600  # the unsealed window is at most 15 minutes
