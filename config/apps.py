from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Installed so that the parts are wired together once all apps are loaded."""

    name = "config"

    def ready(self) -> None:
        from config.wiring import wire

        wire()
