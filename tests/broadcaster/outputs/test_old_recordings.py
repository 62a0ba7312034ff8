"""Recordings outlive their output by the usual time, and no longer."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from broadcaster import old_recordings, output_actions
from broadcaster.outputs.aircheck.pieces import folder_of, name_of
from station import settings
from station.database import Database
from tests.conftest import NOW, SAIGON, People


def record(home: Path, slug: str, *days_ago: int) -> None:
    """Leave a recording of each of these days."""
    folder = folder_of(home, slug)
    folder.mkdir(parents=True, exist_ok=True)
    for days in days_ago:
        (folder / name_of(NOW - timedelta(days=days), SAIGON)).write_bytes(b"sound")


def test_recordings_of_a_deleted_output_are_kept_as_long_as_usual_and_those_of_another_as_it_says(
    session: Session, database: Database, people: People, zones: dict[str, int], tmp_path: Path
) -> None:
    setup = output_actions.Setup(zones["thon-tay"], "Ghi", {"keep_days": "60"})
    output_actions.add(session, "file", setup, by=people.chief, now=NOW)
    session.commit()
    record(tmp_path, "thon-tay", 1, 40, 61)
    record(tmp_path, "thon-dong", 1, 31)
    record(tmp_path, "khu-da-xoa", 90)
    (folder_of(tmp_path, "thon-dong") / "ghi chú.txt").write_text("of somebody")
    told = settings.load({"LOA_HOME": str(tmp_path), "LOA_DATABASE_URL": str(database.engine.url)})

    gone = old_recordings.sweep(database, told, now=NOW)

    assert [name.partition("/")[0] for name in gone] == ["khu-da-xoa", "thon-dong", "thon-tay"]
    left = {path.name: len(list(path.iterdir())) for path in (tmp_path / "aircheck").iterdir()}
    assert left == {"thon-tay": 2, "thon-dong": 2}
