"""manage.py deadline FILE|-: deadlines in working time, each with its ledger. Needs no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from core.fields import Fault, Fields
from grid.management.question import Answer, answer
from grid.messages import reason
from grid.rules.ledger import Entry

BAD_INPUT = 2
LANGUAGES = ("zh-hans", "en")


class Command(BaseCommand):
    help = (
        "Answers questions about deadlines, given as JSON (one or a list); docs/deadline.md describes them."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="a file with JSON; - is standard input")
        parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="of the reasons")

    def handle(self, *args: Any, file: str, language: str, **options: Any) -> None:
        with translation.override(language):
            fields = Fields()
            asked = _read(file, fields)
            if not fields.faults:
                alone = not isinstance(asked, list)
                questions = [("", asked)] if alone else [(str(n), one) for n, one in enumerate(asked)]
                found = [answer(one, path, fields) for path, one in questions]
            if fields.faults:
                self._write(_problem(fields.faults))
                sys.exit(BAD_INPUT)
            shown = [_shown(one) for one in found if one]
            self._write(shown[0] if alone else shown)

    def _write(self, what: Any) -> None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        self.stdout.write(json.dumps(what, ensure_ascii=False, indent=2))


def _read(file: str, fields: Fields) -> Any:
    """The JSON asked for; what is no JSON is a fault of the whole."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except OSError as error:
        fields.fault("", "unreadable", _("文件无法读取:%(why)s") % {"why": error.strerror or error})
    except (ValueError, RecursionError) as error:
        fields.fault("", "not_json", _("输入不是 JSON:%(why)s") % {"why": error})
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is given twice in one object")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _problem(faults: list[Fault]) -> dict[str, Any]:
    """The shape in which the API refuses, too (RFC 9457)."""
    one = len(faults) == 1
    return {
        "type": "/problems/invalid",
        "title": _("有内容需要更正"),
        "status": 400,
        "detail": faults[0].detail if one else _("有 %(n)d 处需要更正。") % {"n": len(faults)},
        "code": "invalid",
        "errors": [{"field": each.field, "code": each.code, "detail": each.detail} for each in faults],
    }


def _shown(found: Answer) -> dict[str, Any]:
    zone = found.calendar.zone
    if found.due is not None:
        result: dict[str, Any] = {"due": found.due.astimezone(zone).isoformat()}
    else:
        result = {"elapsed_seconds": found.elapsed_seconds}

    def line(entry: Entry) -> dict[str, Any]:
        return {
            "from": entry.start.astimezone(zone).isoformat(),
            "to": entry.end.astimezone(zone).isoformat(),
            "seconds": entry.seconds,
            "counted": entry.counted,
            "kind": entry.why.value,
            "reason": reason(entry, entry.start.astimezone(zone).date()),
        }

    return {**result, "ledger": [line(entry) for entry in found.entries]}
