from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Installed so that the parts are wired together once all apps are loaded."""

    name = "config"

    def ready(self) -> None:
        from config import celery, signals
        from config.wiring import wire

        celery.app.set_default()
        assert signals.logger, "imported for its receivers"
        wire()
