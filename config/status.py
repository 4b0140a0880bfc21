"""The administrator's status page: what moves, what waits, what failed, and since when there is a backup."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Any

import django
from django.conf import settings
from django.contrib import admin, messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from config.figures import Figures, figures
from core.heartbeats import LIVE_SILENT, SILENT
from notifications.actions.send_again import send_again
from notifications.models import Delivery, DeliveryState

SHOWN = 20
OLD_BACKUP = 36 * 3600
LITTLE_SPACE = 0.1
PROCESSES: dict[str, tuple[Promise, Promise]] = {
    "live": (_("实时页面"), _("把变化送到打开的页面")),
    "ticker": (_("定时进程"), _("转发事件,按时派单、亮灯、发邮件")),
    "beat": (_("备用触发"), _("定时进程停下时的第二道触发;停了不丢事")),
}
SWEEPS: dict[str, Promise] = {
    "sweep.routing": _("定时扫描:派单"),
    "sweep.clocks": _("定时扫描:时限与亮灯"),
    "sweep.renditions": _("定时扫描:工单附件"),
    "sweep.photos": _("定时扫描:走访照片"),
    "sweep.mails": _("定时扫描:邮件"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure: what it is, how it stands, and whether that is well."""

    name: str
    value: str
    well: bool = True
    note: str = ""


@never_cache
@require_http_methods(["GET", "POST"])
@admin.site.admin_view
def status(request: HttpRequest) -> HttpResponse:
    """How things stand now; a POST sends every dead letter again."""
    if request.method == "POST":
        dead = Delivery.objects.filter(state=DeliveryState.DEAD).values_list("id", flat=True)
        count = send_again(ids=list(dead), at=timezone.now())
        said = ngettext("%(count)d 条通知将重新发送。", "%(count)d 条通知将重新发送。", count)
        messages.success(request, said % {"count": count})
        return redirect("status")
    found = figures()
    context = {
        **admin.site.each_context(request),
        "title": _("运行状态"),
        "well": all(sign.well for sign in found.signs),
        "signs": [
            Line(
                name=str(SWEEPS.get(sign.name, sign.words)),
                value=_ago(sign.age),
                well=sign.well,
                note=sign.name,
            )
            for sign in found.signs
        ],
        "processes": list(_processes(found)),
        "waiting": list(_waiting(found)),
        "facts": list(_facts(found)),
        "dead": Delivery.objects.filter(state=DeliveryState.DEAD)
        .select_related("event", "recipient")
        .order_by("-id")[:SHOWN],
        "dead_count": found.dead_letters,
        "at": found.at,
    }
    return TemplateResponse(request, "admin/status.html", context)


def _processes(found: Figures) -> Any:
    for row in found.heartbeats:
        kind, _dot, where = row.name.partition(".")
        if kind in PROCESSES:
            name, note = PROCESSES[kind]
            age = found.ages[row.name]
            limit = {"live": LIVE_SILENT, "ticker": SILENT}.get(kind, SILENT * 3).total_seconds()
            pages = _(" · %(n)d 个打开的页面") % {"n": row.facts["sockets"]} if kind == "live" else ""
            yield Line(name=f"{name} {where}", value=_ago(age), well=age <= limit, note=f"{note}{pages}")


def _waiting(found: Figures) -> Any:
    yield Line(
        name=str(_("待转发事件")),
        value=str(found.outbox_length),
        well=found.outbox_age < 60,
        note=_old(found.outbox_age),
    )
    yield Line(
        name=str(_("到点未办的时限")),
        value=str(found.timers_due),
        well=found.timer_lag < 60,
        note=_old(found.timer_lag),
    )
    yield Line(name=str(_("待发邮件")), value=str(found.mails_waiting))
    yield Line(name=str(_("页面落后的事件")), value=str(found.head_lag), well=found.head_lag < 1000)
    yield Line(name=str(_("打开的页面")), value=str(found.sockets))
    yield Line(
        name=str(_("任务排队时间")),
        value=_("%(n).1f 秒") % {"n": found.canary_wait},
        well=found.canary_wait < 10,
    )


def _facts(found: Figures) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
    yield Line(name=str(_("版本")), value=settings.BUILD)
    yield Line(
        name=str(_("组件")),
        value=f"Python {platform.python_version()} · Django {django.__version__} · PostgreSQL {version.split()[0]}",
    )
    yield Line(name=str(_("数据库大小")), value=_size(size))
    free = found.disk_free / found.disk_total
    yield Line(
        name=str(_("磁盘剩余")), value=f"{_size(found.disk_free)} ({free:.0%})", well=free > LITTLE_SPACE
    )
    yield Line(
        name=str(_("最近备份")),
        value=_ago(found.backup_age) if found.backup else str(_("没有")),
        well=found.backup_age is not None and found.backup_age < OLD_BACKUP,
        note=found.backup.name if found.backup else str(_("运行 ./run backup,并定时运行")),
    )
    yield Line(name=str(_("数据世代")), value=found.epoch, note=str(_("恢复备份后会换新")))
    yield Line(name=str(_("最新事件号")), value=str(found.head))


def _ago(seconds: float | None) -> str:
    """How long ago, in the largest unit that is at least one."""
    if seconds is None:
        return str(_("从未"))
    for size, text in ((86400, _("%(n)d 天前")), (3600, _("%(n)d 小时前")), (60, _("%(n)d 分钟前"))):
        if seconds >= size:
            return str(text % {"n": seconds // size})
    return str(_("%(n)d 秒前") % {"n": max(0, int(seconds))})


def _old(seconds: float) -> str:
    return str(_("最早一条:%(ago)s") % {"ago": _ago(seconds)}) if seconds else ""


def _size(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size > 1e9 else f"{size / 1e6:.0f} MB"
