"""What of the demo's visits is worth asking, what was answered, and what the enterprises said of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from config.demo.chance import Chance
from config.demo.people import Staffing
from grid.models import BackCheck, Visit, VisitLook, VisitSignal
from grid.rules.trust import Finding, Signal, VisitFacts, findings, needs_look

ASKED_FOR = timedelta(days=6)
"""Older ones have been looked at."""
ANSWERS_FOR = timedelta(days=30)
EXPLANATIONS = (
    "企业在新厂区办公,登记地址还没有更新。",
    "在停车场补点的到达,当时信号不好。",
    "陪企业去了隔壁仓库看货。",
)
NOTES = ("已电话核实,情况属实。", "已与企业联系人核对,按新地址更新。", "已提醒到达企业后再点到达。")
OTHERWISE = "当天没有见到人,是电话里沟通的。"


def question(seed: int, staffing: Staffing, visits: Sequence[Visit]) -> None:
    """Signals by the same rules as for real visits; looks for those that need one, the latest still waiting."""
    for number, visit in enumerate(visits):
        chance = Chance(seed, "trust", number)
        _back_check(chance, staffing, visit)
        site = visit.enterprise
        found = findings(
            VisitFacts(
                site_known=site.lat is not None,
                distance_m=visit.distance_m,
                accuracy_m=visit.accuracy_m,
                fix_age_s=4.0,
                stay_s=70.0 if chance.happens(0.01) else 1_500.0,
                answers=len(visit.answers),
            )
        )
        if visit.backcheck == BackCheck.DISPUTED:
            found.append(Finding(Signal.DISPUTED, {"text": visit.backcheck_text}))
        for one in found:
            staffing.book.add(
                VisitSignal(visit=visit, kind=one.signal, facts=one.facts, at=visit.received_at)
            )
        if needs_look([one.signal for one in found]):
            _look(chance, staffing, visit)


def _look(chance: Chance, staffing: Staffing, visit: Visit) -> None:
    campaign, opened = staffing.campaign, visit.backcheck_at or visit.received_at
    look = VisitLook(visit=visit, opened_at=opened)
    if chance.happens(0.6):
        look.explanation = chance.one(EXPLANATIONS)
        look.explained_at = min(opened + timedelta(minutes=chance.whole(30, 400)), campaign.at)
    leads = staffing.roster.leads(visit.unit_id or 0, campaign.at.date())
    others = [one for one in leads if one != visit.author_id]
    if others and campaign.at - opened > ASKED_FOR:
        look.note, look.looked_by = chance.one(NOTES), staffing.roster.people[others[0]]
        look.looked_at = opened + timedelta(hours=chance.whole(20, 70))
    staffing.book.add(look)


def _back_check(chance: Chance, staffing: Staffing, visit: Visit) -> None:
    """Some enterprises answer within days, nearly all of them by confirming."""
    campaign = staffing.campaign
    users = [one.user for one in staffing.roster.contacts[visit.enterprise_id] if one.user_id]
    answered = visit.received_at + timedelta(minutes=chance.whole(40, 2_000))
    if not users or campaign.at - visit.received_at > ANSWERS_FOR or answered > campaign.at:
        return
    if chance.happens(0.55):
        disputed = chance.happens(0.03)
        visit.backcheck = BackCheck.DISPUTED if disputed else BackCheck.CONFIRMED
        visit.backcheck_text = OTHERWISE if disputed else ""
        visit.backcheck_at, visit.backcheck_by = answered, users[0]
