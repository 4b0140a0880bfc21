"""Ledgers (台账) as spreadsheets: the rows of a list, by the same conditions, cut to the same reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.throttling import UserRateThrottle

from accounts.actions.record_export import record_export
from core.api.views import ScopedView
from core.api.workbook import MEDIA_TYPE, Column, workbook
from core.database import alone
from core.refusals import InvalidField, Text, TooSoon

MOST = 20_000
BATCH = 500
SPREADSHEET = {(200, MEDIA_TYPE): OpenApiTypes.BINARY}
EXPORTED = [
    OpenApiParameter("X-Rows", int, "header", response=[200], required=True, description="How many rows."),
    OpenApiParameter("Content-Disposition", str, "header", response=[200], required=True),
]


class TooManyRows(InvalidField):
    """More rows than one sheet should carry."""

    code = "too_many_rows"


class ExportThrottle(UserRateThrottle):
    scope = "export_ledger"
    rate = "60/hour"


class ExportView(ScopedView):
    """GET …/export. One at a time a reader, at most MOST rows, recorded before it leaves."""

    throttle_classes = [ExportThrottle]
    ledger: ClassVar[str]
    title: ClassVar[Text]

    def export(self, rows: QuerySet[Any, Any], columns: Sequence[Column]) -> FileResponse:
        """The rows, newest first, as an attachment. Raises TooManyRows, and TooSoon while another one is made."""
        if rows.order_by()[: MOST + 1].count() > MOST:
            raise TooManyRows(
                _("符合条件的超过 %(most)s 行,一次导不出来。") % {"most": f"{MOST:,}"},
                remedy=_("请加上筛选条件,缩小范围后再导出。"),
            )
        shown = [one for one in columns if not (one.staff and self.scope.is_enterprise)]
        with alone(f"export.{self.actor.pk}") as free:
            if not free:
                raise TooSoon(_("您的上一份台账还在生成。"), remedy=_("请等它下载完再导出。"), retry_after=5)
            file, count = workbook(str(self.title), shown, rows.iterator(chunk_size=BATCH))
        at = timezone.now()
        asked = {name: str(value)[:200] for name, value in self.request.query_params.items()}
        record_export(actor=self.actor, at=at, ledger=self.ledger, rows=count, conditions=asked)
        return FileResponse(
            file,
            as_attachment=True,
            filename=f"{self.title}-{timezone.localdate(at)}.xlsx",
            content_type=MEDIA_TYPE,
            headers={"Cache-Control": "no-store", "X-Rows": str(count)},
        )


def named(thing: Any) -> str:
    """The name of a unit, a category or a street in the reader's language."""
    if thing is None:
        return ""
    english = (get_language() or "").startswith("en")
    return str((english and thing.name_en) or thing.name)
