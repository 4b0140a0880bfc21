"""A table as a spreadsheet: written row by row into a file, text always as text, moments as the zone's own time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils import timezone
from xlsxwriter import Workbook

from core.refusals import Text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = tuple("=+-@\t\r\0＝＋－＠")
"""How a text begins that a spreadsheet, or whoever saves it as CSV, would take for a formula."""


@dataclass(frozen=True)
class Column:
    """A heading, and what a row says below it: text, a number, a day, a moment, or nothing."""

    heading: Text
    cell: Callable[[Any], Any]
    width: int = 14
    staff: bool = False
    """Left out of what an enterprise takes."""


class Sheet:
    """One sheet of one workbook. Only the row being written is held in memory."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        # Nothing is guessed from a text: neither a number, nor a formula, nor a link.
        self._book = Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self._sheet = self._book.add_worksheet(name[:31])
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        # Without the prefix, a reader who edits such a cell and presses Enter would make it a formula.
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._at = 0

    def head(self, columns: Sequence[Column]) -> None:
        """The headings, which stay in sight and filter."""
        for index, column in enumerate(columns):
            self._sheet.set_column(index, index, column.width)
        self._sheet.freeze_panes(1, 0)
        for index, column in enumerate(columns):
            self._sheet.write_string(0, index, str(column.heading), self._bold)

    def add(self, cells: Iterable[Any]) -> None:
        """One more row."""
        self._at += 1
        for index, value in enumerate(cells):
            self._write(index, value)

    def close(self, columns: int) -> None:
        """Nothing more comes."""
        self._sheet.autofilter(0, 0, self._at, columns - 1)
        self._book.close()

    def _write(self, index: int, value: Any) -> None:
        at, sheet = self._at, self._sheet
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            sheet.write_datetime(at, index, timezone.localtime(value).replace(tzinfo=None), self._moment)
        elif isinstance(value, date):
            sheet.write_datetime(at, index, datetime(value.year, value.month, value.day), self._day)  # noqa: DTZ001
        elif isinstance(value, int | float) and not isinstance(value, bool):
            sheet.write_number(at, index, value)
        else:
            text = str(value)
            sheet.write_string(at, index, text, self._quoted if text.startswith(FORMULA) else None)


def workbook(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> tuple[IO[bytes], int]:
    """The rows as a spreadsheet in a temporary file, to be read from its beginning, and how many they were."""
    file = TemporaryFile()  # noqa: SIM115 - the answer that sends it closes it
    sheet, count = Sheet(file, name), 0
    sheet.head(columns)
    for row in rows:
        sheet.add(column.cell(row) for column in columns)
        count += 1
    sheet.close(len(columns))
    file.seek(0)
    return file, count
