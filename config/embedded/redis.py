"""Redis for one house: loopback, a password, an append-only file, and never a silent eviction."""

import redis

from config.embedded import binaries
from config.embedded.house import House
from config.embedded.keys import key
from config.embedded.ports import LOOPBACK

CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
dir "{folder}"
daemonize no
databases 16
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
"""


class Redis:
    """The embedded server of a house."""

    def __init__(self, house: House, *, port: int) -> None:
        self._house = house
        self._port = port
        self._program = binaries.redis_server()
        self._configuration = house.run / "redis.conf"

    @property
    def url(self) -> str:
        """The address the grid connects to, password included."""
        return f"redis://:{key(self._house, 'redis')}@{LOOPBACK}:{self._port}/0"

    def prepare(self) -> None:
        """Write the configuration, readable by the owner alone because the password is in it."""
        folder = self._house.var / "redis"
        folder.mkdir(parents=True, exist_ok=True)
        password = key(self._house, "redis")
        self._configuration.touch(mode=0o600)
        self._configuration.chmod(0o600)
        self._configuration.write_text(
            CONFIGURATION.format(host=LOOPBACK, port=self._port, password=password, folder=folder)
        )

    def command(self) -> list[str]:
        """What the supervisor runs."""
        return [str(self._program), str(self._configuration)]

    def is_ready(self) -> bool:
        """Whether it answers; not while it still reads its append-only file."""
        try:
            with redis.Redis.from_url(self.url, socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False
