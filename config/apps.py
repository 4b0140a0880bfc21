from django.apps import AppConfig

from config.celery import app


class ConfigConfig(AppConfig):
    """Installed so that the parts are wired together once all apps are loaded."""

    name = "config"
    # Here rather than in config/__init__.py: every process with Django has the tasks, and no other.
    celery_app = app

    def ready(self) -> None:
        from config.wiring import wire

        wire()
