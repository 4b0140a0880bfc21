"""A backup that was cut short or changed is refused before anything is touched."""

import hashlib
import json
import tarfile
from pathlib import Path

import pytest

from config.embedded.backup import DUMP, MANIFEST, unpack
from config.embedded.say import Trouble


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A backup as the house writes it, in small."""
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / DUMP).write_bytes(b"rows")
    manifest = {"format": 1, "files": {DUMP: hashlib.sha256(b"rows").hexdigest()}}
    (parts / MANIFEST).write_text(json.dumps(manifest))
    return pack(parts, tmp_path / "sound.tar")


def pack(parts: Path, file: Path) -> Path:
    with tarfile.open(file, "w") as tar:
        for path in sorted(parts.iterdir()):
            tar.add(path, arcname=path.name)
    return file


def test_a_sound_backup_is_unpacked(sound: Path, tmp_path: Path) -> None:
    unpack(sound, tmp_path / "out")

    assert (tmp_path / "out" / DUMP).read_bytes() == b"rows"


def test_a_changed_byte_is_found(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "parts" / DUMP).write_bytes(b"rowz")

    with pytest.raises(Trouble, match="damaged"):
        unpack(pack(tmp_path / "parts", tmp_path / "changed.tar"), tmp_path / "out")


def test_a_file_that_was_cut_short_is_found(sound: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.tar"
    short.write_bytes(sound.read_bytes()[:700])

    with pytest.raises(Trouble):
        unpack(short, tmp_path / "out")


def test_a_stowaway_is_found(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "parts" / "stowaway").write_text("!")

    with pytest.raises(Trouble, match="manifest"):
        unpack(pack(tmp_path / "parts", tmp_path / "more.tar"), tmp_path / "out")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("not a backup")

    with pytest.raises(Trouble, match="not a backup"):
        unpack(tmp_path / "letter.txt", tmp_path / "out")
