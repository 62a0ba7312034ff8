"""Upstream stations that may be relayed: named by the operator, approved by somebody else, never aired otherwise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from playlists.models import RelayDecision, RelaySource
from playlists.relay_address import check_address
from station import audit
from station.errors import BadInput, NotFound, StationError
from station.models import Person
from station.roles import Deed, require

LONGEST_NAME = 120
LONGEST_NOTE = 500
NOT_APPROVED = "nguồn tiếp sóng chưa được duyệt"
CHANGED = "địa chỉ nguồn tiếp sóng đã đổi sau khi duyệt"
NO_SOURCE = "không còn nguồn tiếp sóng này"


class OwnSource(StationError):
    """Four eyes are asked for, and these are the same two."""

    def __init__(self, person: str) -> None:
        super().__init__(f"«{person}» đã đặt địa chỉ này nên không được tự duyệt; cần người thứ hai.")


class AddressChanged(StationError):
    """What the person looked at is no longer what stands there."""

    def __init__(self) -> None:
        super().__init__("Địa chỉ nguồn vừa được sửa trong lúc bạn xem; hãy nghe thử lại rồi quyết định.")


class DecidedBefore(StationError):
    """The decision has been made already."""

    def __init__(self, name: str, *, approved: bool) -> None:
        super().__init__(f"Nguồn «{name}» {'đã' if approved else 'chưa'} được duyệt từ trước.")


@dataclass(frozen=True)
class Approved:
    """A source as it may be relayed: this address, by this decision."""

    source_id: int
    name: str
    address: str
    decision_id: int


@dataclass(frozen=True)
class Unapproved:
    """A source that may not be relayed, and why."""

    source_id: int
    name: str
    reason: str


def standing(source: RelaySource) -> Approved | Unapproved:
    """Return how a source stands; only an approval of exactly its present address counts."""
    last = source.decisions[-1] if source.decisions else None
    if last is None:
        return Unapproved(source.id, source.name, NOT_APPROVED)
    if not last.approves:
        reason = f"«{last.person.username}» đã thu hồi duyệt nguồn tiếp sóng: {last.reason}"
        return Unapproved(source.id, source.name, reason)
    if last.address_number != source.address_number:
        return Unapproved(source.id, source.name, CHANGED)
    return Approved(source.id, source.name, source.address, last.id)


def standings(session: Session, source_ids: Sequence[int]) -> dict[int, Approved | Unapproved]:
    """Return how the sources named stand; one that is not there is missing."""
    found = session.scalars(select(RelaySource).where(RelaySource.id.in_(set(source_ids))))
    return {source.id: standing(source) for source in found}


def decisions(session: Session, decision_ids: Iterable[int | None]) -> dict[int, RelayDecision]:
    """Return decisions by their numbers."""
    wanted = {number for number in decision_ids if number is not None}
    return {each.id: each for each in session.scalars(select(RelayDecision).where(RelayDecision.id.in_(wanted)))}


def sources(session: Session) -> Sequence[RelaySource]:
    """Return all sources by name."""
    return session.scalars(select(RelaySource).order_by(RelaySource.name)).all()


def get(session: Session, source_id: int) -> RelaySource:
    """Return a source. Raise NotFound."""
    source = session.get(RelaySource, source_id)
    if source is None:
        raise NotFound("nguồn tiếp sóng", source_id)
    return source


def save(
    session: Session,
    name: str,
    address: str,
    note: str = "",
    *,
    by: Person,
    now: datetime,
    source_id: int | None = None,
) -> RelaySource:
    """Name a source, or change one; a new address has no approval. Raise BadInput, NotFound, Forbidden."""
    require(by, Deed.PLAN)
    source = RelaySource(address="", address_number=0) if source_id is None else get(session, source_id)
    name, address = _free_name(session, name, source_id), check_address(address)
    if len(note.strip()) > LONGEST_NOTE:
        raise BadInput("note", f"Ghi chú tối đa {LONGEST_NOTE} ký tự.")
    if address != source.address:
        source.address, source.address_by_id = address, by.id
        source.address_number += 1
    source.name, source.note, source.changed_at = name, note.strip(), now
    session.add(source)
    session.flush()
    session.refresh(source)
    audit.record(session, by.username, "save_relay", f"relay/{source.id}", now=now, name=name, address=address)
    return source


def approve(session: Session, source_id: int, address: str, *, by: Person, now: datetime) -> RelayDecision:
    """Approve the exact address that was listened to. Raise OwnSource, AddressChanged, DecidedBefore, Forbidden."""
    require(by, Deed.APPROVE)
    source = get(session, source_id)
    if source.address != address:
        raise AddressChanged
    if source.address_by_id == by.id:
        raise OwnSource(by.full_name)
    if isinstance(standing(source), Approved):
        raise DecidedBefore(source.name, approved=True)
    return _decide(session, source, by, now, approves=True)


def withdraw(session: Session, source_id: int, reason: str, *, by: Person, now: datetime) -> RelayDecision:
    """Take back an approval; it stops at once, on air or not. Raise BadInput, DecidedBefore, Forbidden."""
    require(by, Deed.APPROVE)
    source = get(session, source_id)
    if not isinstance(standing(source), Approved):
        raise DecidedBefore(source.name, approved=False)
    if not reason.strip():
        raise BadInput("reason", "Hãy ghi lý do thu hồi.")
    return _decide(session, source, by, now, approves=False, reason=reason.strip()[:1000])


def _decide(
    session: Session, source: RelaySource, by: Person, now: datetime, *, approves: bool, reason: str = ""
) -> RelayDecision:
    decision = RelayDecision(
        source_id=source.id,
        address=source.address,
        address_number=source.address_number,
        approves=approves,
        reason=reason,
        person_id=by.id,
        decided_at=now,
    )
    source.decisions.append(decision)
    session.flush()
    session.refresh(decision)
    deed = "approve_relay" if approves else "withdraw_relay"
    detail = {"name": source.name, "address": source.address, "reason": reason}
    audit.record(session, by.username, deed, f"relay/{source.id}", now=now, **detail)
    return decision


def _free_name(session: Session, name: str, source_id: int | None) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput("name", f"Hãy đặt tên nguồn, tối đa {LONGEST_NAME} ký tự.")
    twin = session.scalars(select(RelaySource).where(RelaySource.name == name)).one_or_none()
    if twin is not None and twin.id != source_id:
        raise BadInput("name", f"Đã có nguồn tên «{name}».")
    return name
