"""What is known and not yet in the log survives its process, and is written once."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import spooled
from broadcaster.happening import STOPPED, Happening
from broadcaster.logbook import Entry
from broadcaster.models import AsRun, AsRunEvent
from broadcaster.spool import Spool
from broadcaster.spooled import NAME
from station import ledger
from tests.conftest import NOW

STARTED = Entry(1, Happening.STARTED, NOW + timedelta(microseconds=7), 0)
PAUSED = Entry(1, Happening.PAUSED, NOW + timedelta(seconds=1), 40, STOPPED)
ENDED = Entry(1, Happening.ENDED, NOW + timedelta(seconds=2), 83, "bị dừng")


@pytest.fixture
def claimed(session: Session) -> None:
    """One claim, about which nothing is written yet."""
    row = AsRun(occurrence="p1@x", item="1.1", zone_id=1, zone_name="Xã", programme_name="Sáng", quieter_db=0)
    row.announcement_id, row.title, row.clip_sha256, row.frames = 1, "Tin", "a" * 64, 83
    row.planned_at, row.claimed_at = NOW, NOW
    ledger.append(session, [row])
    session.commit()


def happened(session: Session) -> list[tuple[str, int, str]]:
    rows = session.scalars(select(AsRunEvent).order_by(AsRunEvent.id))
    return [(row.happening, row.frame, row.reason) for row in rows]


def test_the_next_process_writes_down_what_the_last_one_could_not(
    session: Session, tmp_path: Path, claimed: None
) -> None:
    dead = Spool(tmp_path)
    dead.add(STARTED)
    dead.add(ENDED)

    Spool(tmp_path).take_in(session)

    assert happened(session) == [("started", 0, ""), ("ended", 83, "bị dừng")]


def test_when_the_transmitter_lived_is_told_by_its_own_sign_and_not_by_what_its_planner_wrote_later(
    session: Session, tmp_path: Path, claimed: None
) -> None:
    dead = Spool(tmp_path)
    spooled.sign(dead.sign, NOW)
    dead.add(STARTED)
    dead.keep([ENDED])
    heir = Spool(tmp_path)

    alive_at = heir.take_in(session)
    heir.forget_others()

    assert alive_at == NOW
    assert list(tmp_path.glob(f"{NAME}*")) == []


def test_the_transmitters_last_words_and_the_planners_own_are_written_once_and_in_order(
    session: Session, tmp_path: Path, claimed: None
) -> None:
    planner = Spool(tmp_path)
    planner.add(STARTED)
    spooled.new_path(tmp_path).write_text("".join(map(spooled.line, (STARTED, PAUSED))), "utf-8")

    Spool(tmp_path).take_in(session)

    assert happened(session) == [("started", 0, ""), ("paused", 40, STOPPED)]


def test_what_the_log_has_already_is_not_written_again(session: Session, tmp_path: Path, claimed: None) -> None:
    dead = Spool(tmp_path)
    for entry in (STARTED, STARTED, ENDED):
        dead.add(entry)
    heir = Spool(tmp_path)

    heir.take_in(session)
    heir.take_in(session)

    assert [name for name, _, _ in happened(session)] == ["started", "ended"]
    assert ledger.first_break(session, AsRunEvent) is None


def test_what_the_database_has_is_kept_no_longer(session: Session, tmp_path: Path, claimed: None) -> None:
    dead = Spool(tmp_path)
    dead.add(STARTED)
    dead.keep([])
    heir = Spool(tmp_path)

    heir.take_in(session)
    heir.forget_others()

    assert happened(session) == []
    assert list(tmp_path.glob(f"{NAME}*")) == []


def test_a_line_cut_short_and_a_claim_that_was_rolled_back_are_left_out(
    session: Session, tmp_path: Path, claimed: None
) -> None:
    dead = Spool(tmp_path)
    dead.add(STARTED)
    dead.add(Entry(99, Happening.STARTED, NOW, 0))
    (path,) = tmp_path.glob(f"{NAME}*")
    path.write_text(path.read_text() + '[1, "ended", "2026-')

    Spool(tmp_path).take_in(session)

    assert happened(session) == [("started", 0, "")]


def test_without_anybody_before_there_is_no_sign_of_life(session: Session, tmp_path: Path) -> None:
    assert Spool(tmp_path).take_in(session) is None


def test_a_disk_that_takes_nothing_stops_nobody(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "gone")

    spool.add(STARTED)
    spool.keep([STARTED])

    assert not (tmp_path / "gone").exists()
