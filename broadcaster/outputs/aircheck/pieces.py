"""Pieces of an air-check: files named by the commune's time of their first frame, so that a place in one is a time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from content.airformat import AIR_FORMATS, AirFormat
from station.errors import NotFound

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)_(\d\d-\d\d-\d\d)(?:\.\d{1,4})?\.mp3", re.ASCII)
_FORM = "%Y-%m-%d_%H-%M-%S"


@dataclass(frozen=True)
class Piece:
    """One file; `starts_at` is aware."""

    name: str
    starts_at: datetime
    size: int
    seconds: float


def folder_of(home: Path, zone_slug: str) -> Path:
    """Say where a zone's air-check lies."""
    return home / "aircheck" / zone_slug


def name_of(starts_at: datetime, zone: tzinfo, turn: int = 1) -> str:
    """Name a piece; `turn` tells apart those of the same second, as after a clock was set back."""
    return f"{starts_at.astimezone(zone):{_FORM}}{'' if turn == 1 else f'.{turn}'}.mp3"


def start_of(name: str, zone: tzinfo) -> datetime | None:
    """Return when a piece begins, None for a name that is no piece's."""
    found = _NAME.fullmatch(name)
    try:
        return datetime.strptime("_".join(found.groups()), _FORM).replace(tzinfo=zone) if found else None
    except ValueError:
        return None


def path_of(home: Path, zone_slug: str, name: str) -> Path:
    """Return a piece's file; a name that is no piece's never becomes a path. Raise NotFound."""
    path = folder_of(home, zone_slug) / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NotFound("bản ghi", name[:40])
    return path


def days(folder: Path) -> list[date]:
    """Return the days of which there are pieces, in order."""
    found = {match[1] for path in _files(folder) if (match := _NAME.fullmatch(path.name))}
    return sorted(day for text in found if (day := _day(text)))


def of_day(folder: Path, day: date, zone: tzinfo) -> list[Piece]:
    """Return the pieces that begin on a day of the commune, in order."""
    paths = sorted(folder.glob(f"{day:%Y-%m-%d}_*.mp3")) if folder.is_dir() else []
    return [piece for path in paths if (piece := _piece(path, zone)) is not None]


def expired(names: Iterable[str], *, now: datetime, keep_days: int, zone: tzinfo) -> list[str]:
    """Return the names of pieces that began more than so many days ago, the oldest first."""
    oldest_kept = now - timedelta(days=keep_days)
    return sorted(name for name in names if (start := start_of(name, zone)) and start < oldest_kept)


def _piece(path: Path, zone: tzinfo) -> Piece | None:
    starts_at = start_of(path.name, zone)
    if starts_at is None:
        return None
    try:
        with path.open("rb") as file:
            fmt = _format(file.read(4))
        size = path.stat().st_size
    except FileNotFoundError:
        return None  # swept a moment ago
    return Piece(path.name, starts_at, size, size / (fmt.kbps * 125) if fmt else 0.0)


def _format(head: bytes) -> AirFormat | None:
    return next((fmt for fmt in AIR_FORMATS.values() if fmt.header[:3] == head[:3]), None)


def _files(folder: Path) -> Iterable[Path]:
    return folder.iterdir() if folder.is_dir() else ()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
