"""What is mailed about tickets, one text a kind. Places in %(...)s come from the event's payload."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.messages import Message


def _message(subject: Promise | str, told: Promise | str) -> Message:
    return Message(subject=subject, text=Joined(told, FOOT))


class Joined(Promise):
    """Texts one below the other, each translated only when it is read."""

    def __init__(self, *parts: Promise | str) -> None:
        self._parts = parts

    def __str__(self) -> str:
        return "\n\n".join(str(part) for part in self._parts)


FOOT = _("企业:%(card_enterprise_name)s\n问题:%(card_title)s\n编号:%(ref)s\n\n打开企业服务网格查看:%(link)s")

MESSAGES: dict[str, Message] = {
    "ticket_routed": _message(
        _("[%(ref)s] 新问题已交给您:%(card_title)s"),
        _("%(name)s,您好!\n\n一个企业问题已按规则交给您或您的单位,请尽快签收并联系企业。"),
    ),
    "ticket_given_out": _message(
        _("[%(ref)s] 排队的问题已交给您:%(card_title)s"),
        _("%(name)s,您好!\n\n一个在您单位排队等待的企业问题已交给您,请尽快签收并联系企业。"),
    ),
    "ticket_assigned": _message(
        _("[%(ref)s] 问题已交办给您:%(card_title)s"),
        _("%(name)s,您好!\n\n一个企业问题已交办给您或您的单位,请尽快签收并联系企业。\n说明:%(reason)s"),
    ),
    "ticket_handed_over": _message(
        _("[%(ref)s] 问题已移交:%(card_title)s"),
        _("%(name)s,您好!\n\n一个企业问题已移交,现由新的承办单位负责。\n说明:%(reason)s"),
    ),
    "ticket_declined": _message(
        _("[%(ref)s] 您的问题未予受理"),
        _("%(name)s,您好!\n\n您提交的问题未予受理。\n原因:%(reason)s"),
    ),
    "info_asked": _message(
        _("[%(ref)s] 请补充材料:%(card_title)s"),
        _("%(name)s,您好!\n\n办理您的问题还需要补充一些情况,补充之前办理时限暂停。\n需要补充:%(reason)s"),
    ),
    "ticket_resolved": _message(
        _("[%(ref)s] 问题已办结,请确认:%(card_title)s"),
        _("%(name)s,您好!\n\n问题已办结。企业可确认并评价,如未解决也可退回重办。\n答复:%(public_reply)s"),
    ),
    "ticket_rejected": _message(
        _("[%(ref)s] 企业不认可办理结果:%(card_title)s"),
        _("%(name)s,您好!\n\n办理结果未获认可,请重新办理。\n原因:%(reason)s"),
    ),
    "rung_raised": _message(
        _("[%(ref)s] 问题已提级,请接办:%(card_title)s"),
        _("%(name)s,您好!\n\n一个企业问题已提到上一级,请在时限内接办,或说明理由退回一次。\n说明:%(reason)s"),
    ),
    "notice_issued": _message(
        _("[%(ref)s] 督办单:%(card_title)s"),
        _("%(name)s,您好!\n\n您的单位收到一份督办单,请按要求办理并在时限内回复。\n要求:%(text)s"),
    ),
    "ticket_reopened": _message(
        _("[%(ref)s] 问题重新打开:%(card_title)s"),
        _("%(name)s,您好!\n\n一个已结束的问题被重新打开,请继续办理。\n原因:%(reason)s"),
    ),
    "subtask_given": _message(
        _("[%(ref)s] 请您单位协办:%(card_title)s"),
        _("%(name)s,您好!\n\n一个企业问题请您单位协办一部分,请尽快接收。\n要做的事:%(text)s"),
    ),
}
