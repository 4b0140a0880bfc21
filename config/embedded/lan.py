"""Serves phones in the same network over HTTPS, which service worker, camera and position ask for."""

import io
import socket
import textwrap
from pathlib import Path

import segno

from config.embedded.environment import Address
from config.embedded.house import House
from config.embedded.say import Trouble

EVERY_NETWORK = "0.0.0.0"  # noqa: S104 - asked for with --lan

# A plain page for the minute before the phone trusts us: it gives out the authority and nothing else.
PLAIN_SITE = """\
http://{host}:{plain_port} {{
	bind {bind}
	handle /grid-authority.crt {{
		root * {authority}
		rewrite * /root.crt
		header Content-Type application/x-x509-ca-cert
		file_server
	}}
	handle {{
		redir {url}{{uri}}
	}}
}}
"""


def lan_address(host: str) -> str:
    """The address other machines of the network reach this one at; `auto` asks the routing table."""
    if host != "auto":
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent
        except OSError as error:
            raise Trouble(
                "This machine has no network address.",
                "Join the network, or name one: ./run up --lan=ADDRESS",
            ) from error
        return str(probe.getsockname()[0])


def address(house: House, *, host: str, port: int, plain_port: int) -> Address:
    """An HTTPS address under the proxy's own authority, with the plain page beside it."""
    url = f"https://{host}:{port}"
    site = house.run / "lan.caddy"
    folder = _authority(house)
    site.write_text(
        PLAIN_SITE.format(host=host, plain_port=plain_port, bind=EVERY_NETWORK, authority=folder, url=url)
    )
    return Address(
        site=url, bind=EVERY_NETWORK, url=url, hosts=(host,), extra_sites=str(site), plain_port=plain_port
    )


def authority_of(house: House, address: Address) -> str:
    """The certificate that a program of our own must trust to reach the address; nothing for plain HTTP."""
    return str(_authority(house) / "root.crt") if address.url.startswith("https://") else ""


def instructions(address: Address) -> str:
    """What to do with the phone, once."""
    picture = io.StringIO()
    segno.make(address.url, error="m").terminal(out=picture, compact=True, border=2)
    steps = f"""\
        Scan it, or type {address.url} into the phone's browser.
        Once for each phone, so that it trusts this machine's certificate:
          1. open   http://{address.hosts[0]}:{address.plain_port}/grid-authority.crt
          2. iPhone: Settings > Profile downloaded > Install, then
                     General > About > Certificate Trust Settings > switch it on
             Android and HarmonyOS: Settings > Security > Install from storage > CA certificate
          3. open the address again and add it to the home screen
        The authority is this machine's alone; remove it from the phone after the trial."""
    return f"{picture.getvalue()}\n{textwrap.indent(textwrap.dedent(steps), '  ')}"


def _authority(house: House) -> Path:
    return house.var / "caddy" / "caddy" / "pki" / "authorities" / "local"
