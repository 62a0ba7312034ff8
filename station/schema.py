"""The database's shape: bringing it up to date, and asking whether it fits the models."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from station.database import Base

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Apply the migrations that are missing; of processes that start together, one does and the others wait."""
    with engine.execution_options(write=True).begin() as connection:
        command.upgrade(config(connection), "head")


def differences(engine: Engine) -> list[Any]:
    """Return what autogenerate would still change; every table's module must have been imported."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def config(connection: Any) -> Config:
    """Return an Alembic configuration that works on an open connection."""
    settings = Config()
    settings.set_main_option("path_separator", "os")
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    return settings
