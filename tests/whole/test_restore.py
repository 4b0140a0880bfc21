"""A backup brings database and uploads back byte for byte, and open pages learn that they hold another history."""

from __future__ import annotations

import hashlib
import json
import tarfile
import uuid
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from config.embedded.backup import MANIFEST, backup, restore
from config.embedded.say import Trouble, Voice
from tests.whole.caller import Caller, hear, until
from tests.whole.conftest import Grid

PDF = b"%PDF-1.7 what the enterprise sent"
VOICE = Voice(quiet=True)


@pytest.fixture
def at_home(grid: Grid, monkeypatch: pytest.MonkeyPatch) -> Grid:
    """The grid as `./run backup` and `./run restore` find it from another terminal."""
    monkeypatch.setenv("VAR_DIR", str(grid.stack.house.var))
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    return grid


def submit(caller: Caller) -> str:
    answer = caller.create("/tickets", {"category": "LAB-RET", "text": "夜班一百五十人没有车坐。"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ref"])


def greeted(caller: Caller) -> bool:
    """Whether a page that comes is let in; while the database wakes up it is asked to come later, and does."""
    try:
        with caller.page() as page:
            return bool(hear(page, "hello"))
    except ConnectionClosed:
        return False


def attach(caller: Caller, ref: str, data: bytes) -> str:
    key = str(uuid.uuid4())
    answer = caller.post_file(f"/tickets/{ref}/attachments", data, key=key)
    assert answer.status_code == 201, answer.text
    return key


def uploads(grid: Grid) -> dict[str, str]:
    """Every uploaded file and the hash of its bytes."""
    folder = grid.stack.house.var / "uploads"
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_restore_brings_back_rows_and_files_and_pages_begin_anew(at_home: Grid, tmp_path: Path) -> None:
    grid, file = at_home, tmp_path / "grid.tar"
    eva, dora = grid.caller("eva"), grid.caller("dora")
    kept = submit(eva)
    attachment = attach(eva, kept, PDF)
    until(lambda: eva.has(f"/attachments/{attachment}"))
    until(lambda: eva.get(f"/tickets/{kept}")["state"] == "assigned")
    with dora.page() as page:
        before = hear(page, "hello")["epoch"]
        backup(str(file), VOICE)
        with tarfile.open(file) as tar:
            manifest = json.loads(tar.extractfile(MANIFEST).read())  # type: ignore[union-attr]
        kept_files = {f"uploads/{name}": digest for name, digest in uploads(grid).items()}
        assert manifest["epoch"] == before
        assert manifest["files"].items() >= kept_files.items()

        lost = submit(eva)
        attach(eva, lost, PDF + b" later")
        head = dora.get("/board")["as_of"]
        with pytest.raises(Trouble, match="running"):
            restore(str(file), VOICE, sure=True)
        grid.stack.stop()
    restore(str(file), VOICE, sure=True)
    grid.stack.start_services()
    grid.stack.start_application()

    assert not eva.has(f"/tickets/{lost}")
    assert eva.get(f"/tickets/{kept}")["state"] == "assigned"
    assert eva.content(f"/attachments/{attachment}") == PDF
    assert {f"uploads/{name}": digest for name, digest in uploads(grid).items()} == kept_files
    until(lambda: greeted(dora))
    with dora.page() as page:
        after = hear(page, "hello")["epoch"]
        assert after != before
        assert dora.get("/board")["epoch"] == after
        page.send(json.dumps({"type": "subscribe", "topics": ["board"], "since": head, "epoch": before}))
        assert hear(page, "resync")["reason"] == "epoch"
        fresh = submit(eva)
        while hear(page, "event")["data"].get("ref") != fresh:
            pass
