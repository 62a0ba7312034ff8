"""`loa reconcile`, run on a station's database as anyone may run it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.orm import Session

from broadcaster import asrun
from broadcaster.happening import Happening
from broadcaster.models import AsRun
from broadcaster.reconcile.commands import reconcile
from broadcaster.stretch import FRAME
from content import actions as contents
from content import decisions
from playlists import actions as plans
from station import clock
from station.database import Database
from tests.conftest import SAIGON, People
from tests.content.test_approval import voiced
from tests.playlists.line_station import NAME

BOOKED_AT = clock.now().replace(microsecond=0) - timedelta(hours=3)
STARTS_AT = BOOKED_AT + timedelta(hours=1)


@pytest.fixture
def morning(session: Session, people: People, zones: dict[str, int]) -> None:
    """A bulletin that was booked in one hamlet for two hours ago."""
    announcement = voiced(session, people, zones)
    contents.submit(session, announcement.id, by=people.lan, now=BOOKED_AT)
    decisions.approve(session, announcement.id, "a" * 64, by=people.hung, now=BOOKED_AT)
    entries = [plans.Entry(announcement_id=announcement.id)]
    playlist = plans.save_playlist(session, "Sáng", entries, by=people.minh, now=BOOKED_AT)
    local = clock.local(STARTS_AT, SAIGON)
    zone_ids, timing = [zones["thon-tay"]], plans.Timing(local.time(), local.date())
    plans.book(session, "Sáng", playlist.id, zone_ids, timing, by=people.minh, now=BOOKED_AT, timezone=SAIGON)
    session.commit()


def air(database: Database) -> None:
    asrun.look(database, now=STARTS_AT, timezone=SAIGON, station_name=NAME)
    with database.writing() as session:
        row = session.query(AsRun).one()
        end = STARTS_AT + row.frames * FRAME
        asrun.write_events(session, [asrun.Entry(row.id, Happening.STARTED, STARTS_AT, 0)])
        asrun.write_events(session, [asrun.Entry(row.id, Happening.ENDED, end, row.frames)])


def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.setenv("LOA_HOME", str(tmp_path))
    since = STARTS_AT - timedelta(minutes=5)
    return CliRunner().invoke(reconcile, ["--from", since.isoformat(), *words])


def test_an_honest_day_is_said_to_agree(
    database: Database, morning: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    air(database)

    answer = run(tmp_path, monkeypatch)

    assert answer.exit_code == 0, answer.output
    assert "✓ Lịch, duyệt, nhật ký và tai nghe khớp nhau." in answer.output
    assert "tai nghe không hoạt động" in answer.output


def test_what_was_never_aired_nor_written_is_found_and_the_exit_says_so(
    database: Database, morning: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = run(tmp_path, monkeypatch, "--json")

    told = json.loads(answer.output)
    assert (answer.exit_code, told["unexplained"], told["occurrences"]) == (1, 1, 1)
    assert (told["differences"][0]["kind"], told["differences"][0]["zone_name"]) == ("no_rows", "Thôn Tây")


def test_a_row_that_was_tampered_with_breaks_its_chain(
    database: Database, morning: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    air(database)
    with database.writing() as session:
        session.execute(text("UPDATE as_run_event SET frame = 1 WHERE happening = 'started'"))

    answer = run(tmp_path, monkeypatch, "--unexplained")

    assert answer.exit_code == 1
    assert "chuỗi nhật ký «diễn biến phát» bị sửa tại dòng 1 (không giải thích được)" in answer.output


@pytest.mark.parametrize("words", [["--from", "hôm qua"], ["--from", "2999-11-23"]])
def test_a_stretch_that_cannot_be_is_refused_in_one_sentence(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    answer = run(tmp_path, monkeypatch, *words)

    assert answer.exit_code == 1
    assert str(answer.exception)
