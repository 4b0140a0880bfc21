"""The environment of the grid's processes: the only way settings reach them."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from config.embedded.house import ROOT, House
from config.embedded.keys import key

# What a process may need from the machine; the rest stays out, so no start depends on a stray variable.
PASSED_ON = (
    *("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TERM", "USER"),
    *("SSL_CERT_FILE", "SSL_CERT_DIR", "MAIL_URL", "NODE_EXTRA_CA_CERTS", "PYTHONPATH"),
)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where people reach the grid."""

    site: str
    bind: str
    url: str
    hosts: tuple[str, ...]
    extra_sites: str = "/dev/null"
    plain_port: int | None = None

    def save(self, file: Path) -> None:
        """Remember it for the commands of another terminal."""
        file.write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def load(cls, file: Path) -> Self:
        """The address of the grid that runs."""
        saved = json.loads(file.read_text())
        return cls(**saved | {"hosts": tuple(saved["hosts"])})


def at_loopback(port: int) -> Address:
    """Only this machine reaches it: the demo signs anyone in."""
    return Address(
        site=f":{port}", bind="127.0.0.1", url=f"http://127.0.0.1:{port}", hosts=("127.0.0.1", "localhost")
    )


def compose(
    house: House,
    *,
    database_url: str,
    redis_url: str,
    address: Address,
    ports: Mapping[str, int],
    demo: bool,
    simulates: bool = False,
) -> dict[str, str]:
    """Everything config.settings and the Caddyfile read."""
    key(house, "secret_key")
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    own = {
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY_FILE": str(house.secrets / "secret_key"),
        "DEMO": "1" if demo else "0",
        "SIMULATED": "1" if simulates else "0",
        "PUBLIC_URL": address.url,
        "ALLOWED_HOSTS": ",".join(address.hosts),
        "VAR_DIR": str(house.var),
        "BUILD": build(),
        "SITE_ADDRESS": address.site,
        "SITE_BIND": address.bind,
        "EXTRA_SITES": address.extra_sites,
        "DEFAULT_SNI": address.hosts[0],
        "WEB_UPSTREAM": f"127.0.0.1:{ports['web']}",
        "LIVE_UPSTREAM": f"127.0.0.1:{ports['live']}",
        "STATIC_ROOT": str(house.static),
        "XDG_DATA_HOME": str(house.var / "caddy"),
        "XDG_CONFIG_HOME": str(house.var / "caddy"),
    }
    return passed_on | own


def build() -> str:
    """A short name of the code that runs, so an open page notices a new one."""
    if named := os.environ.get("BUILD"):
        return named
    answer = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.strip() or "unknown"
