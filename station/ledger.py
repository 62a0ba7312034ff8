"""Append-only rows, each sealed with the hash of the one before it (a hash chain, as in RFC 9162's spirit)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import func, insert, inspect, select
from sqlalchemy.orm import Session

from station.database import Base
from station.models import ChainHead

START = "0" * 64
_OWN = ("id", "seal")  # what a row's seal does not cover


def seal(previous: str, values: Mapping[str, Any]) -> str:
    """Return the sha256 that binds one row's values to all rows before it."""
    return hashlib.sha256(f"{previous}\n{_ENCODER.encode(values)}".encode()).hexdigest()


def append(session: Session, rows: Sequence[Base]) -> None:
    """Add rows of one table to its chain, in order."""
    if not rows:
        return
    head = _head(session, rows[0].__tablename__)
    for row in rows:
        head.seal = seal(head.seal, _values(row))
        row.seal = head.seal  # type: ignore[attr-defined]
    head.length += len(rows)
    session.add_all(rows)
    session.flush()


def append_values(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add many rows, each with a value for every column, to a table's chain; return their ids in order.

    As `append`, at a fraction of its cost: no objects are made. The head is locked, so the new ids are all ours.
    """
    if not rows:
        return []
    head = _head(session, table.__tablename__)
    number = table.id  # type: ignore[attr-defined]
    last = session.scalar(select(func.max(number))) or 0
    sealed: list[dict[str, Any]] = []
    keys = _keys(table)
    for row in rows:
        values = {key: row[key] for key in keys}
        head.seal = values["seal"] = seal(head.seal, values)
        sealed.append(values)
    head.length += len(rows)
    session.flush()
    session.execute(insert(table.__table__), sealed)  # type: ignore[arg-type]
    return list(session.scalars(select(number).where(number > last).order_by(number)))


def first_break(session: Session, table: type[Base]) -> int | None:
    """Return the id of the first row that does not fit its chain, 0 for a cut tail, None when all is whole."""
    previous, length = START, 0
    for row in session.scalars(select(table).order_by(table.id).execution_options(yield_per=1000)):  # type: ignore[attr-defined]
        previous = seal(previous, _values(row))
        length += 1
        if row.seal != previous:  # type: ignore[attr-defined]
            return int(row.id)  # type: ignore[attr-defined]
    head = session.get(ChainHead, table.__tablename__)
    whole = (head.length, head.seal) == (length, previous) if head else length == 0
    return None if whole else 0


def _head(session: Session, name: str) -> ChainHead:
    head = session.scalars(select(ChainHead).where(ChainHead.name == name).with_for_update()).one_or_none()
    if head is None:
        head = ChainHead(name=name, length=0, seal=START)
        session.add(head)
    return head


@cache
def _keys(table: type[Base]) -> tuple[str, ...]:
    return tuple(column.key for column in inspect(table).column_attrs if column.key not in _OWN)


def _values(row: Base) -> dict[str, Any]:
    return {key: getattr(row, key) for key in _keys(type(row))}


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
