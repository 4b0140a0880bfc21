"""What the surroundings may decide, read once and typed; a wrong value stops the start with its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
SECRETS = Path(os.environ.get("SECRETS_DIR", "/run/secrets"))


class Environment(BaseSettings):
    """Names are the environment variables; docs/deploy.md lists them for operators."""

    # A file of the same name in the folder where containers find their secrets says it too.
    model_config = SettingsConfigDict(secrets_dir=SECRETS if SECRETS.is_dir() else None)

    database_url: str = "postgres://grid@127.0.0.1:5432/grid"
    redis_url: str = "redis://127.0.0.1:6379/0"
    secret_key: str = ""
    secret_key_file: Path | None = None
    demo: bool = False
    simulated: bool = False
    debug: bool = False
    public_url: str = "http://127.0.0.1:8000"
    allowed_hosts: str = ""
    var_dir: Path = Field(default=ROOT / "var")
    mail_url: str = ""
    build: str = "dev"
    pool_size: int = 8
    metrics_token: str = ""
    map_tiles_url: str = ""
    map_datum: Literal["wgs84", "gcj02"] = "wgs84"
    map_attribution: str = ""

    def secret(self) -> str:
        """The signing key, from the environment or from a file that only the service can read."""
        if self.secret_key:
            return self.secret_key
        path = self.secret_key_file or self.var_dir / "secrets" / "secret_key"
        if path.exists():
            return path.read_text().strip()
        raise SystemExit(f"No secret key: set SECRET_KEY or write one to {path} (./run up does it for you).")

    def hosts(self) -> list[str]:
        """Host names we answer to: those asked for, the public one, and this machine."""
        asked = [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]
        public = urlsplit(self.public_url).hostname or "127.0.0.1"
        return sorted({*asked, public, "127.0.0.1", "localhost"})

    def tiles(self) -> dict[str, str] | None:
        """The tile source of maps, where one is named; its address has {z}, {x} and {y} in it."""
        if not self.map_tiles_url:
            return None
        return {"url": self.map_tiles_url, "datum": self.map_datum, "attribution": self.map_attribution}

    def tile_hosts(self) -> list[str]:
        """Origins that pictures of maps come from."""
        parts = urlsplit(self.map_tiles_url)
        return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []

    def database(self) -> dict[str, object]:
        """Django's form of DATABASE_URL; `?host=/folder` names a unix socket."""
        parts = urlsplit(self.database_url)
        query = parse_qs(parts.query)
        return {
            "ENGINE": "core.postgres",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.get("host", [parts.hostname or ""])[0],
            "PORT": str(parts.port or query.get("port", [""])[0]),
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "application_name": "service-grid",
                # Planning costs more than running, too: what comes again is prepared (docs/decisions/0010).
                "server_side_binding": True,
                "prepare_threshold": 2,
                # Compiling a plan costs more than any of our short queries takes.
                "options": "-c jit=off",
                "pool": {"min_size": 1, "max_size": self.pool_size, "timeout": 10},
            },
        }

    def mail(self) -> dict[str, object]:
        """Where mail goes: files in the demo, otherwise the server of MAIL_URL (smtp[s]://user:pass@host:port)."""
        if not self.mail_url:
            return {
                "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "EMAIL_FILE_PATH": str(self.var_dir / "mail"),
            }
        parts = urlsplit(self.mail_url)
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or 25,
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": parts.scheme == "smtps",
            "EMAIL_TIMEOUT": 15,
        }


env = Environment()
