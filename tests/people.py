"""The people of the tests and the small world around them, built through the actions.

Ada is the cadre who answers for the chip maker; Ben leads her team and backs her up. Cleo is a cadre of
another team with an enterprise of her own. Dora coordinates, Eva speaks for the chip maker, Finn works in the
labour department, Lena leads, Adam administers.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from accounts.actions.create_user import create_user
from accounts.models import Role, User
from enterprises.actions.register_enterprise import register_enterprise
from enterprises.actions.save_contact import save_contact
from enterprises.models import Contact, Enterprise, Kind
from grid.actions.assign_enterprise import assign_enterprise
from grid.actions.join_unit import join_unit
from grid.actions.place_enterprise import place_enterprise
from grid.models import AssignmentKind, Unit

SINCE = date(2020, 1, 2)
BEGINNING = datetime(2020, 1, 2, 1, 0, tzinfo=UTC)
STREET = "330114001"


@dataclass(frozen=True, kw_only=True)
class World:
    """Everybody and everything that a test may name."""

    ada: User
    ben: User
    cleo: User
    dora: User
    eva: User
    finn: User
    lena: User
    adam: User
    team: Unit
    """Ada's and Ben's."""
    other_team: Unit
    """Cleo's."""
    labour: Unit
    """Finn's department."""
    centre: Unit
    """Dora's."""
    chips: Enterprise
    """Ada's and Eva's; it has a point and a contact."""
    fibre: Enterprise
    """Cleo's."""
    site: Enterprise
    """A building site in Ada's team's territory, answered for by nobody."""
    eva_contact: Contact


def build_world() -> World:
    """The world as of 2020-01-02. Reference rows must be there."""
    team, other_team = (Unit.objects.get(code=f"{STREET}00{number}") for number in (1, 2))
    labour, centre = Unit.objects.get(code="HR"), Unit.objects.get(code="CENTRE")
    ada, ben = person("ada", "安达", Role.CADRE), person("ben", "贝恩", Role.TEAM_LEADER)
    cleo, finn = person("cleo", "柯丽", Role.CADRE), person("finn", "芬恩", Role.OFFICER)
    dora, eva = person("dora", "朵拉", Role.COORDINATOR), person("eva", "伊娃", Role.CONTACT)
    lena, adam = person("lena", "丽娜", Role.LEADER), person("adam", "亚当", Role.ADMIN)
    for user, unit in ((ada, team), (ben, team), (cleo, other_team), (finn, labour), (dora, centre)):
        join_unit(
            actor=None, at=BEGINNING, unit=unit, user=user, is_lead=user in (ben, finn), starts_on=SINCE
        )
    chips = enterprise(
        "杭州芯屿半导体有限公司", uscc="91330104MA2CY0015A", lat=30.309, lon=120.323, employees=386
    )
    fibre = enterprise("浙江临塘纤维有限公司", uscc="91330109MA2CY0023D")
    site = enterprise("江湾学校项目一标段工地", kind=Kind.BUILDING_SITE)
    for owner, unit in ((chips, team), (site, team), (fibre, other_team)):
        place_enterprise(actor=None, at=BEGINNING, enterprise=owner, unit=unit, starts_on=SINCE)
    for owner, cadre, kind in (
        (chips, ada, AssignmentKind.PRIMARY),
        (chips, ben, AssignmentKind.BACKUP),
        (fibre, cleo, AssignmentKind.PRIMARY),
    ):
        assign_enterprise(actor=None, at=BEGINNING, enterprise=owner, cadre=cadre, kind=kind, starts_on=SINCE)
    contact = save_contact(
        actor=None,
        at=BEGINNING,
        enterprise=chips,
        name="伊娃",
        title="人事经理",
        phone="13800138000",
        is_primary=True,
        user=eva,
    )
    return World(
        ada=ada,
        ben=ben,
        cleo=cleo,
        dora=dora,
        eva=eva,
        finn=finn,
        lena=lena,
        adam=adam,
        team=team,
        other_team=other_team,
        labour=labour,
        centre=centre,
        chips=chips,
        fibre=fibre,
        site=site,
        eva_contact=contact,
    )


def person(username: str, name: str, role: str, **more: Any) -> User:
    """An account without a password (tests sign in by force)."""
    more.setdefault("email", f"{username}@example.org")
    return create_user(actor=None, at=BEGINNING, username=username, name=name, role=role, **more)


def enterprise(name: str, *, kind: str = Kind.ABOVE_SCALE, **more: Any) -> Enterprise:
    """A register entry in Xiasha; without a code it must be a site or a supermarket."""
    more.setdefault("address", "海达南路 1 号")
    return register_enterprise(
        actor=None, at=BEGINNING, uuid=uuid.uuid4(), name=name, kind=kind, subdistrict=STREET, **more
    )
