"""Schedules in and out by command."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from broadcaster.schedule_commands import schedule
from playlists import actions as plans
from playlists import queries
from station.database import Database
from station.errors import BadInput
from station.models import Person, Zone
from station.upgrade import ensure_current
from tests.conftest import NOW
from tests.playlists.interchange.books import book

ROWS = [["Thứ", "Giờ", "Chương trình", "Danh sách phát"], ["Hằng ngày", "5h30", "Tin sáng", "Tin"]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station in a folder, with one operator, one zone and one playlist."""
    home = tmp_path_factory.mktemp("station")
    database = Database(f"sqlite:///{home / 'station.db'}")
    ensure_current(database)
    with database.writing() as session:
        minh = Person(username="minh", full_name="Minh", password_hash="-", roles=["operator"], created_at=NOW)
        session.add_all([minh, Zone(slug="xa", name="Toàn xã")])
        plans.save_playlist(session, "Tin", [plans.Entry(pause_seconds=300)], by=minh, now=NOW)
    database.engine.dispose()
    return home


@pytest.fixture(autouse=True)
def there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOA_HOME", str(home))


def run(*words: str) -> str:
    done = CliRunner().invoke(schedule, words, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def booked(home: Path) -> list[list[int]]:
    database = Database(f"sqlite:///{home / 'station.db'}")
    with database.reading() as session:
        found = [each.weekdays for each in queries.programmes(session)]
    database.engine.dispose()
    return found


def test_a_schedule_is_looked_at_and_then_booked(home: Path) -> None:
    file = home / "lich.xlsx"
    file.write_bytes(book({"Lịch": ROWS}))

    seen = run("import", str(file), "--by", "minh", "--zone", "xa")
    before = booked(home)
    told = run("import", str(file), "--by", "minh", "--zone", "xa", "--book")

    assert "Lịch, dòng 2: Tin sáng, 05:30" in seen
    assert told == "Đã đặt lịch 1 chương trình.\n"
    assert (before, booked(home)) == ([], [list(range(7))])


@pytest.mark.parametrize("words", [["lich.docx"], ["lich.xlsx", "--month", "--zone", "xa", "--week", "2026-11-23"]])
def test_a_schedule_is_taken_away(home: Path, words: list[str]) -> None:
    told = run("export", str(home / words[0]), *words[1:])

    assert told.startswith("Đã xuất lịch từ ")
    assert (home / words[0]).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("words", [["lich.pdf"], ["lich.docx", "--week", "mai"]])
def test_what_cannot_be_exported_is_one_sentence(words: list[str]) -> None:
    with pytest.raises(BadInput):
        run("export", *words)
