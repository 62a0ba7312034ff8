"""Stop-everything: a file, not a row; nothing it did is lost, and nothing half-written puts sound back on the air."""

import errno
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from broadcaster.halts import halt
from broadcaster.halts import record as halt_record
from broadcaster.halts.commands import stop_all
from station import ledger
from station.database import Database
from station.models import AuditEntry
from station.nudge import listen
from tests.conftest import NOW

LATER = NOW + timedelta(minutes=5)


def deeds(database: Database) -> list[tuple[str, str, datetime]]:
    with database.reading() as session:
        assert ledger.first_break(session, AuditEntry) is None
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.deed, row.person, row.at) for row in rows]


def test_a_halt_holds_until_it_is_released(tmp_path: Path) -> None:
    before = halt.halted(tmp_path)
    order = halt.halt(tmp_path, "minh", NOW, "còi  kêu\nnhầm")

    held = halt.halted(tmp_path)
    over = halt.release(tmp_path, "hung", LATER)

    assert before is None
    assert held == order
    assert held.reason == "«minh» đã dừng phát toàn đài: còi kêu nhầm"
    assert over and (over.released_by, over.released_at, over.number) == ("hung", LATER, order.number)
    assert halt.halted(tmp_path) is None
    assert halt.release(tmp_path, "hung", LATER) is None


def test_a_halt_and_its_end_wake_the_player(tmp_path: Path) -> None:
    with listen(tmp_path, halt.PLAYER) as ear:
        halt.halt(tmp_path, "minh", NOW)
        halt.release(tmp_path, "minh", LATER)

        assert [ear.recv(1), ear.recv(1)] == [b"", b""]


def test_the_first_of_many_presses_is_the_one_that_is_written_down(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        orders = list(pool.map(lambda number: halt.halt(tmp_path, f"n{number}", NOW), range(40)))

    assert len(set(orders)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [halt.FILE]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"by": "minh"}', b'{"at": 5, "number": 1, "by": 2}']
)
def test_whatever_the_file_holds_the_station_is_silent(tmp_path: Path, content: bytes) -> None:
    (tmp_path / halt.FILE).write_bytes(content)

    held = halt.halted(tmp_path)
    over = halt.release(tmp_path, "hung", LATER)

    assert held and held.by == halt.UNKNOWN
    assert over and halt.halted(tmp_path) is None


def test_a_full_disk_does_not_keep_the_station_sounding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_target: Path, _data: bytes, *, durable: bool) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(halt, "write_whole", full)

    held = halt.halt(tmp_path, "minh", NOW)

    assert held.by == halt.UNKNOWN
    assert halt.halted(tmp_path) == held


def test_what_happened_while_the_database_was_locked_is_written_down_afterwards(
    database: Database, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    first = halt.halt(home, "minh", NOW)
    halt.release(home, "hung", LATER)
    second = halt.halt(home, "lan", LATER)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    with sqlite3.connect(tmp_path / "station.db") as other, pytest.raises(OperationalError):
        other.execute("BEGIN EXCLUSIVE")
        halt_record.bring_in(database, home)
    other.close()

    rows = [halt_record.bring_in(database, home) for _ in range(2)]

    assert rows == [3, 0]
    assert deeds(database) == [("stop_all", "minh", NOW), ("stop_all", "lan", LATER), ("release_all", "hung", LATER)]
    assert halt.halted(home) == second != first
    assert halt.ended(home) == []


def test_the_command_needs_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOA_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    run = CliRunner()

    stopped = run.invoke(stop_all, ["--why", "thử"])
    held = halt.halted(tmp_path / "home")
    again = [run.invoke(stop_all, ["--release"]).output for _ in range(2)]

    assert stopped.exit_code == 0 and "đã dừng phát toàn đài: thử" in stopped.output
    assert held and held.why == "thử" and held.at > datetime(2026, 1, 1, tzinfo=UTC)
    assert again == ["Đài được phát lại.\n", "Đài đang không bị dừng.\n"]
