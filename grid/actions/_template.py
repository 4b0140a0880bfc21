"""What writing and publishing a template have in common: who may, and what is wrong with it in words."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.database import hold
from core.refusals import InvalidFields, Missing, NotAllowed, Stale
from grid.models import VISIT_TEMPLATE, VisitTemplate
from grid.rules.answers import Sections
from grid.rules.template import (
    MOST_IN_SECTION,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    MOST_SECTIONS,
    Flaw,
    flaws,
)

SAID = {
    Flaw.KEY: (
        _("代号格式不对。"),
        _("请用小写字母开头,只含小写字母、数字和下划线,不超过 40 个字符。"),
    ),
    Flaw.DOUBLED: (_("这个代号用了两次。"), _("请换一个代号。")),
    Flaw.TOO_MANY: (
        _("内容太多。"),
        format_lazy(
            _("最多 {sections} 个部分、每部分 {each} 题、共 {all} 题。"),
            sections=MOST_SECTIONS,
            each=MOST_IN_SECTION,
            all=MOST_QUESTIONS,
        ),
    ),
    Flaw.NO_QUESTIONS: (_("这里还没有问题。"), _("请至少加一个问题,或删除这个部分。")),
    Flaw.OPTIONS: (
        _("选项数量不对。"),
        format_lazy(_("请给出 2 到 {most} 个选项。"), most=MOST_OPTIONS),
    ),
    Flaw.NO_OPTIONS_HERE: (_("这类问题没有选项。"), _("请改为单选或多选,或去掉选项。")),
    Flaw.ONLY_NUMBERS: (_("只有数字题有单位和范围。"), _("请改为数字题,或去掉单位和范围。")),
    Flaw.BOUNDS: (_("数值范围不对。"), _("最小值应小于最大值。")),
    Flaw.STEP: (_("滑块的步长不对。"), _("请先给出最小值和最大值;步长应大于 0,分段不超过 1000。")),
    Flaw.NOT_EARLIER: (_("条件只能引用前面的问题。"), _("请选择排在前面的问题,或把这个问题移到后面。")),
    Flaw.TEST: (_("这个条件不适用于所引用的问题。"), _("请按那个问题的类型重新选择条件。")),
    Flaw.VALUE: (_("条件的取值不对。"), _("请选择那个问题可能的回答。")),
}


def ask_administrator(actor: User) -> None:
    """Only administrators write what everybody is asked."""
    if actor.role != Role.ADMIN:
        raise NotAllowed(_("只有管理员可以修改走访模板。"), remedy=_("请联系管理员。"))


def ask_sections(sections: Sections) -> None:
    """InvalidFields names every place that is wrong, and what to do."""
    if wrong := flaws(sections):
        raise InvalidFields([(each.place[:80], *SAID[each.flaw]) for each in wrong])


def lock_template(number: int, version: int) -> VisitTemplate:
    """The version, held; Missing, or Stale when it was saved since it was looked at."""
    hold("visit_template")
    row = VisitTemplate.objects.select_for_update().filter(code=VISIT_TEMPLATE, version=number).first()
    if row is None:
        raise Missing(_("没有这个版本的走访模板。"), field="number")
    if row.revision != version:
        raise Stale(_("模板刚刚被别人修改。"), remedy=_("请刷新后再改。"), current={"version": row.revision})
    return row
