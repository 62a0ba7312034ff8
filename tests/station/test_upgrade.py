from pathlib import Path

from sqlalchemy import text

from station import schema, upgrade
from station.database import Database


def test_a_new_station_is_brought_up_to_the_newest_migration(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'station.db'}")

    upgrade.ensure_current(database)

    with database.reading() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == upgrade.newest()
    assert schema.differences(database.engine) == []
