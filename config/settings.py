"""Settings of every process. What differs between places comes from config.environment, nothing else."""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab

from config.environment import ROOT, env

BASE_DIR = ROOT
SECRET_KEY = env.secret()
DEBUG = env.debug
DEMO = env.demo
SIMULATED = env.demo and env.simulated
BUILD = env.build
PUBLIC_URL = env.public_url.rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.hosts()
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
VAR_DIR = env.var_dir

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "core",
    "accounts",
    "enterprises",
    "grid",
    "tickets",
    "notifications",
    "config",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "core.middleware.AccessMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.SignedInMiddleware",
    "core.middleware.DeviceStateMiddleware",
    "accounts.middleware.SessionAgeMiddleware",
    "accounts.middleware.OneTimePasswordMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES: dict[str, Any] = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Lock-out and throttles must work while Redis is down, so the shared cache is a table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
REDIS_URL = env.redis_url
METRICS_TOKEN = env.metrics_token

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.SignInBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,50/15m/ip", "reset_password": "5/h/key,20/h/ip"}
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser"]
HEADLESS_FRONTEND_URLS = {"account_reset_password_from_key": PUBLIC_URL + "/#reset={key}"}
USERSESSIONS_TRACK_ACTIVITY = False
USERSESSIONS_ADAPTER = "accounts.adapter.UserSessionsAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# The proxy is the one hop whose word about the client's address is believed; limits per address need it.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
LOGIN_URL = "/"
PASSWORD_RESET_TIMEOUT = 30 * 60

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
DESK_IDLE_SECONDS = 30 * 60

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", *env.tile_hosts()],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'", PUBLIC_URL.replace("http", "ws", 1)],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
UPLOAD_MAX_PIXELS = 40_000_000

MAP_TILES = env.tiles()

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATICFILES_DIRS = [("app", FRONTEND_DIST)] if FRONTEND_DIST.is_dir() else []
MEDIA_ROOT = VAR_DIR / "uploads"

DEFAULT_FROM_EMAIL = "企业服务网格 <no-reply@example.org>"
for _name, _value in env.mail().items():
    globals()[_name] = _value

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["core.api.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["core.api.renderers.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.api.renderers.OrjsonParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "core.api.renderers.OneFormat",
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.ProblemSchema",
    "EXCEPTION_HANDLER": "core.api.problems.problem_response",
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Enterprise Service Grid",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "core.api.schema.share_refusals",
    ],
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_NO_READ_ONLY_REQUIRED": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
    "ENUM_NAME_OVERRIDES": {
        "LedgerWhyEnum": "grid.rules.ledger.WHYS",
        "TicketState": "tickets.api.serializers.STATES",
        "Lamp": "tickets.api.serializers.LAMPS",
        "Priority": "tickets.models.Priority.choices",
        "EnterpriseKind": "enterprises.models.Kind.choices",
        "EnterpriseTier": "enterprises.models.Tier.choices",
        "ProductionState": "enterprises.models.ProductionState.choices",
        "VisitState": "grid.models.VisitState.choices",
        "TemplateState": "grid.api.serializers.templates.STATES",
        "QuestionKind": "grid.rules.answers.KINDS",
        "ConditionTest": "grid.rules.answers.CONDITION_TESTS",
        "Role": "accounts.models.Role.choices",
        "UnitKind": "grid.models.UnitKind.choices",
        "ClockKind": "tickets.models.ClockKind.choices",
        "ClockState": "tickets.models.ClockState.choices",
        "CommentKind": "tickets.models.CommentKind.choices",
        "RequestKind": "tickets.models.RequestKind.choices",
        "AbsenceReason": "grid.models.AbsenceReason.choices",
        "NoticeColour": "tickets.models.NoticeColour.choices",
        "NoticeState": "tickets.models.NoticeState.choices",
        "EscalationHow": "tickets.models.EscalationHow.choices",
        "EscalationState": "tickets.models.EscalationState.choices",
        "RungTrigger": "tickets.models.RungTrigger.choices",
        "Outcome": "tickets.models.Outcome.choices",
        "Source": "tickets.models.Source.choices",
        "FileState": "core.models.FileState.choices",
        "SubtaskState": "tickets.models.teamwork.SUBTASK_STATES",
        "CauseState": "tickets.models.teamwork.CauseState.choices",
        "MeetingState": "tickets.models.meeting.MeetingState.choices",
        "ReceiptOutcome": "core.models.ReceiptOutcome.choices",
        "Decision": "tickets.api.inputs.DECISIONS",
    },
}

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60,
    "socket_timeout": 10,
    "socket_connect_timeout": 3,
}
CELERY_VISIBILITY_TIMEOUT = 60
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 50
CELERY_TASK_SOFT_TIME_LIMIT = 40
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0}
CELERY_BEAT_SCHEDULE = {
    "learn": {"task": "tickets.learn", "schedule": crontab(hour=18, minute=40)},
    "nudge": {"task": "config.tasks.nudge", "schedule": 20.0, "options": {"expires": 15}},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "core.logs.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "celery": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
    },
}
