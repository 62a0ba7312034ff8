"""What every test may ask for: an empty database with people and zones, and a fixed present."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

import broadcaster.models
import content.models
import playlists.models
from playlists.models import GuardRule
from station import models
from station.database import Base, Database

TABLES = (content.models, playlists.models, broadcaster.models)  # a table exists once its module is imported
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # Sunday 09:00 in the commune


@dataclass(frozen=True)
class People:
    """Four people, each with one hat."""

    lan: models.Person
    hung: models.Person
    minh: models.Person
    chief: models.Person


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new database in a file, as a station has it."""
    database = Database(f"sqlite:///{tmp_path / 'station.db'}")
    Base.metadata.create_all(database.engine)
    with database.writing() as session:  # any hour will do for a test; the guard has tests of its own
        always = {"sessions_a_day": 0, "session_minutes": 0, "day_minutes": 0}
        windows = [["00:00", "00:00", list(range(7))]]
        session.add(GuardRule(windows=windows, changed_by="-", changed_at=NOW, **always))
    yield database
    database.engine.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session that is thrown away at the end."""
    with Session(database.engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def people(session: Session) -> People:
    """lan writes, hung approves, minh operates, chief administers."""
    hats = {"lan": ["editor"], "hung": ["approver"], "minh": ["operator"], "chief": ["administrator"]}
    found = {
        name: models.Person(username=name, full_name=name.title(), password_hash="-", roles=roles, created_at=NOW)
        for name, roles in hats.items()
    }
    session.add_all(found.values())
    session.commit()
    return People(**found)


@pytest.fixture
def zones(session: Session) -> dict[str, int]:
    """A commune with two hamlets, one of which has a cluster of horns."""
    commune = models.Zone(slug="xa", name="Toàn xã")
    session.add(commune)
    session.flush()
    east = models.Zone(slug="thon-dong", name="Thôn Đông", parent_id=commune.id)
    west = models.Zone(slug="thon-tay", name="Thôn Tây", parent_id=commune.id)
    session.add_all([east, west])
    session.flush()
    gate = models.Zone(slug="cong-dong", name="Cụm cổng thôn Đông", parent_id=east.id)
    session.add(gate)
    session.commit()
    return {zone.slug: zone.id for zone in (commune, east, west, gate)}
