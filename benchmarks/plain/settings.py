"""The grid's settings with the plain views beside its own: same middleware, session, database and renderer."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.plain.urls"
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "capacity": 1000},  # noqa: F405
    }
}
