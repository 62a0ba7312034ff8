"""Sounds that the station makes by itself and keeps ready: signals, and the sentences that go before a break-in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.models import HouseSound

DRILL_WORDS = "Đây là diễn tập. Đây là diễn tập, không phải báo động thật."


class Kind(StrEnum):
    """What sort of sound."""

    SIREN = "siren"
    CHIME = "chime"
    WORDS = "words"


SIGNAL_NAMES = {Kind.SIREN: "Còi báo động", Kind.CHIME: "Chuông"}
KEPT_READY = ((Kind.SIREN, ""), (Kind.CHIME, ""), (Kind.WORDS, DRILL_WORDS))


def ask(session: Session, kind: Kind, text: str = "", *, now: datetime) -> HouseSound:
    """Return a sound of the house, asked of the voice where there was none yet."""
    found = find(session, kind, text)
    if found is None:
        found = HouseSound(kind=kind, text=text, asked_at=now)
        session.add(found)
        session.flush()
    return found


def find(session: Session, kind: Kind, text: str = "") -> HouseSound | None:
    """Return a sound of the house, ready or not."""
    return session.scalars(select(HouseSound).where(HouseSound.kind == kind, HouseSound.text == text)).one_or_none()
