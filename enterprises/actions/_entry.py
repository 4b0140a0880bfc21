"""What registering and updating an entry have in common: who may, and what the columns must hold."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.refusals import InvalidField, NotAllowed
from enterprises.models import Enterprise, Kind
from enterprises.rules.credit_code import Fault, WrongCode, credit_code
from enterprises.rules.names import short_name
from enterprises.rules.search import grams, haystack, pinyin_prefixes

KEEPERS = frozenset({Role.COORDINATOR, Role.ADMIN})
CODE_OPTIONAL = frozenset({Kind.BUILDING_SITE, Kind.SUPERMARKET})
FAULTS = {
    Fault.LENGTH: _("统一社会信用代码应为 18 位。"),
    Fault.CHARACTER: _("统一社会信用代码中有不使用的字符(不含 I、O、Z、S、V)。"),
    Fault.CHECK: _("统一社会信用代码的校验位不对。"),
}


def ask_keeper(actor: User | None) -> None:
    """The register is kept by coordinators and administrators; without an actor the house itself loads it."""
    if actor is not None and actor.role not in KEEPERS:
        raise NotAllowed(_("只有协调员或管理员可以维护企业名录。"), remedy=_("请联系企业服务中心。"))


def code_of(text: str | None, kind: str) -> str | None:
    """The stored code; none where the kind has none of its own."""
    if not (text or "").strip():
        if kind in CODE_OPTIONAL:
            return None
        raise InvalidField(_("请填写统一社会信用代码。"), field="uscc", remedy=_("只有工地和商超可以不填。"))
    try:
        return credit_code(text or "")
    except WrongCode as error:
        raise InvalidField(FAULTS[error.fault], field="uscc", remedy=_("请对照营业执照重新填写。")) from error


def ask_unique(code: str | None, *, besides: int | None = None) -> None:
    """One entry for one code."""
    others = Enterprise.objects.filter(uscc=code)
    if besides is not None:
        others = others.exclude(pk=besides)
    if code and others.exists():
        raise InvalidField(
            _("这个统一社会信用代码已经登记。"), field="uscc", remedy=_("请查找并更新原有的登记。")
        )


def index(enterprise: Enterprise) -> None:
    """Fill what the search reads from the names and the code."""
    enterprise.short_name = enterprise.short_name or short_name(enterprise.name)
    names = [enterprise.name, enterprise.short_name, *enterprise.aliases]
    enterprise.haystack = haystack([*names, enterprise.uscc or ""])
    enterprise.search = grams(enterprise.haystack)
    enterprise.pinyin = pinyin_prefixes(names)
