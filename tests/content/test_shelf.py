import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from content.shelf import ClipDamaged, ClipMissing, Shelf, ShelfFull

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from content.shelf import Shelf, ShelfFull
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    Shelf(Path(sys.argv[1])).keep(bytes(5000))
except ShelfFull as error:
    sys.stdout.buffer.write(str(error).encode())
"""


def test_a_kept_clip_is_found_by_the_sha256_of_its_bytes(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "clips")

    name = shelf.keep(b"sound")

    assert name == hashlib.sha256(b"sound").hexdigest()
    assert shelf.has(name)
    assert shelf.read(name) == b"sound"
    assert shelf.path(name).read_bytes() == b"sound"


def test_a_clip_kept_twice_is_one_file(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    names = {shelf.keep(b"sound"), shelf.keep(b"sound")}

    assert len(names) == len(list(tmp_path.iterdir())) == 1


def test_a_damaged_clip_is_never_handed_out(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    name = shelf.keep(b"sound")
    shelf.path(name).write_bytes(b"soun!")

    with pytest.raises(ClipDamaged, match="đã hỏng"):
        shelf.read(name)


def test_keeping_a_damaged_clip_again_mends_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    name = shelf.keep(b"sound")
    shelf.path(name).write_bytes(b"")

    shelf.keep(b"sound")

    assert shelf.read(name) == b"sound"


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64, "0" * 63])
def test_a_name_that_nothing_has_is_said_to_be_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(ClipMissing, match="Không tìm thấy"):
        Shelf(tmp_path).read(name)


def test_a_full_disk_is_one_sentence_and_leaves_no_file(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, check=True)

    assert "đã đầy" in done.stdout.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, ShelfFull), (errno.EDQUOT, ShelfFull), (errno.EIO, OSError)]
)
def test_only_a_full_disk_is_called_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(error):
        Shelf(tmp_path).keep(b"sound")
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_half_written_is_swept_later(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    name = shelf.keep(b"sound")
    half = tmp_path / ".dang-ghi-abc"
    half.write_bytes(b"so")
    born = half.stat().st_mtime

    assert shelf.sweep(now=born + 60) == 0
    assert shelf.sweep(now=born + 4000) == 1

    assert [path.stem for path in tmp_path.iterdir()] == [name]
