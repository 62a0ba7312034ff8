from pathlib import Path

from station import schema
from station.database import Database


def test_the_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'migrated.db'}")

    schema.upgrade(database.engine)

    assert schema.differences(database.engine) == []


def test_upgrading_twice_changes_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'migrated.db'}")
    schema.upgrade(database.engine)

    schema.upgrade(database.engine)

    assert schema.differences(database.engine) == []
