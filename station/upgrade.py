"""Bringing the database up to date at a start, without keeping Alembic in the memory of every daemon."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import inspect, text

from station.database import Database
from station.errors import StationError
from station.settings import PROJECT

VERSIONS = Path(__file__).parent / "migrations" / "versions"


class CannotUpgrade(StationError):
    """The migrations did not run; their own output stands above this sentence."""

    def __init__(self) -> None:
        super().__init__("Không nâng cấp được cơ sở dữ liệu; hãy sao lưu thư mục dữ liệu rồi gọi người hỗ trợ.")


def ensure_current(database: Database) -> None:
    """Run the missing migrations in a process of their own. Raise CannotUpgrade."""
    if _version(database) == newest():
        return
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, str(PROJECT / "loa.py"), "migrate"]
    if subprocess.run(command, env=os.environ | {"LOA_DATABASE_URL": url}, check=False).returncode:
        raise CannotUpgrade


def newest() -> str:
    """Return the newest migration's number; files are named NNNN_subject.py."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def _version(database: Database) -> str | None:
    with database.reading() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return None
        return str(session.scalar(text("SELECT version_num FROM alembic_version")))
