import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from station.settings import PROJECT


def loa(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a station in a folder, as a person would."""
    environ = os.environ | {"LOA_HOME": str(home)}
    command = [sys.executable, str(PROJECT / "loa.py"), *words]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A backup of a station with one person and one clip."""
    home = tmp_path / "home"
    loa(home, "user", "add", "hoa", "--role", "administrator", "--password", "sen-hong-2026")
    (home / "clips").mkdir()
    (home / "clips" / "a.mp3").write_bytes(b"clip")
    loa(home, "backup", str(tmp_path / "saved.tar"))
    return tmp_path / "saved.tar"


def test_a_restored_station_has_its_people_and_clips_and_is_well(saved: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"

    restored = loa(again, "restore", str(saved))

    assert restored.returncode == 0, restored.stderr
    assert (again / "clips" / "a.mp3").read_bytes() == b"clip"
    assert "đã có người dùng" in loa(again, "user", "add", "hoa", "--role", "editor", "--password", "x" * 9).stderr
    well = loa(again, "doctor")
    assert well.returncode == 0, well.stdout


def test_nothing_is_restored_over_a_station(saved: Path, tmp_path: Path) -> None:
    refused = loa(tmp_path / "home", "restore", str(saved))

    assert refused.returncode == 1
    assert "đã có dữ liệu" in refused.stderr


def test_a_backup_made_by_somebody_else_reaches_no_other_folder(saved: Path, tmp_path: Path) -> None:
    with tarfile.open(saved, "a") as archive:
        for name in ("../outside", "clips/../../outside", str(tmp_path / "outside-too"), "strange"):
            member = tarfile.TarInfo(name)
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))

    loa(tmp_path / "deep" / "again", "restore", str(saved))

    assert not list(tmp_path.rglob("outside*"))
    assert not (tmp_path / "deep" / "again" / "strange").exists()


def test_a_file_that_is_no_backup_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(b"not a tar")

    refused = loa(tmp_path / "new", "restore", str(tmp_path / "x.tar"))

    assert refused.returncode == 1
    assert "không phải là bản sao lưu" in refused.stderr
