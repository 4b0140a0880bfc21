"""Keep the English texts in step with the Chinese ones in the code: collect, keep what is translated, compile."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

FUNCTIONS = frozenset({"_", "gettext", "gettext_lazy"})
IN_TEMPLATE = re.compile(r"{%\s*(?:translate|trans)\s+(?:\"([^\"]+)\"|'([^']+)')")


class Command(BaseCommand):
    help = "Writes config/locale/en: every text of the code, its translation kept. With --check: nothing missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, compare")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        folder = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES"
        path = folder / "django.po"
        kept = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))} if path.exists() else {}
        texts = collect(Path(settings.BASE_DIR))
        missing = [text for text in texts if not kept.get(text)]
        if check:
            if missing or set(kept) - set(texts):
                raise CommandError(f"English texts are not in step ({len(missing)} missing): ./run schema")
            return
        folder.mkdir(parents=True, exist_ok=True)
        book = _book(texts, kept)
        book.save(str(path))
        book.save_as_mofile(str(folder / "django.mo"))
        self.stdout.write(f"{len(texts)} texts, {len(missing)} not translated")


def collect(root: Path) -> dict[str, list[tuple[str, int]]]:
    """Every text to translate, with where it stands, in the order of the files."""
    found: dict[str, list[tuple[str, int]]] = {}
    for folder in sorted(_own_folders(root)):
        for path in sorted(folder.rglob("*")):
            for text in _texts(path):
                found.setdefault(text, []).append((str(path.relative_to(root)), 0))
    return found


def _own_folders(root: Path) -> Iterator[Path]:
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if folder.parent == root:
            yield folder


def _texts(path: Path) -> Iterator[str]:
    if path.suffix in {".html", ".txt"}:
        for match in IN_TEMPLATE.finditer(path.read_text()):
            yield match[1] or match[2]
    if path.suffix == ".py" and "migrations" not in path.parts:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _is_text(node):
                argument = node.args[0]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def _is_text(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and len(node.args) == 1


def _book(texts: dict[str, list[tuple[str, int]]], kept: dict[str, str]) -> polib.POFile:
    book = polib.POFile(wrapwidth=110)
    book.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for text, places in texts.items():
        flags = ["python-format"] if "%(" in text else []
        files = sorted({(place, "") for place, _ in places})
        book.append(polib.POEntry(msgid=text, msgstr=kept.get(text, ""), occurrences=files, flags=flags))
    return book
