"""Break-ins with the sounds that go before their words: from rows to the values that rules take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from broadcaster.breakin.lines import DRILL, ISSUED, SIGNAL, UNTIL_ENDED, Script, over_at
from broadcaster.models import BreakIn
from content.clearance import Filled
from content.house_sounds import DRILL_WORDS, SIGNAL_NAMES, Kind
from content.models import Clip, HouseSound

LONGEST = timedelta(hours=24)  # in which what is read so many times is over
NO_SOUND = Filled("", "", 0)
House = Mapping[tuple[str, str], Filled]


@dataclass(frozen=True)
class Staged:
    """A break-in's script, and the sounds of the house in it by the numbers that stand in for them."""

    script: Script
    sounds: Mapping[int, Filled]
    words: Filled | None

    def sound_of(self, number: int | None) -> Filled | None:
        """Return what sounds under a number: the words under their announcement's, the house's under its own."""
        return self.words if number == self.script.words_id else self.sounds.get(number or 0)


def remembered(session: Session, *, now: datetime) -> list[BreakIn]:
    """Return the break-ins that may still have something to say, or something to be written down about."""
    endless = (BreakIn.times == UNTIL_ENDED) & BreakIn.ended_at.is_(None) & BreakIn.closes_at.is_(None)
    recent = BreakIn.ordered_at > now - LONGEST
    return list(session.scalars(select(BreakIn).where(or_(recent, endless)).order_by(BreakIn.id)))


def stage(session: Session, break_ins: Iterable[BreakIn]) -> dict[int, Staged]:
    """Return each break-in as it can be aired now, by its number."""
    found = list(break_ins)
    house = _house(session, {each.issued_words for each in found}) if found else {}
    return {each.id: staged(each, house) for each in found}


def staged(break_in: BreakIn, house: House) -> Staged:
    """Return one break-in with what lies ready in the house."""
    wanted = {
        SIGNAL: (break_in.opening, ""),
        ISSUED: (Kind.WORDS, break_in.issued_words),
        DRILL: (Kind.WORDS, DRILL_WORDS if break_in.is_drill else ""),
    }
    sounds = {number: sound for number, key in wanted.items() if (sound := house.get(key))}
    clip = break_in.revision.clip
    script = Script(
        words_id=break_in.announcement_id,
        words=clip.frames if clip else 0,
        words_at=clip.made_at if clip else None,
        failed=bool(break_in.revision.failure) and clip is None,
        signal=sounds.get(SIGNAL, NO_SOUND).frames,
        issued=sounds.get(ISSUED, NO_SOUND).frames,
        drill=sounds.get(DRILL, NO_SOUND).frames,
        is_drill=break_in.is_drill,
        times=break_in.times,
        gap_seconds=break_in.gap_seconds,
        last_turn=break_in.last_turn,
    )
    return Staged(script, sounds, Filled("", clip.sha256, clip.frames) if clip else None)


def goes_on(break_in: BreakIn, script: Script, *, now: datetime) -> bool:
    """Has a break-in something still to say, as far as anybody can know?"""
    if break_in.ended_at is not None or (break_in.closes_at and break_in.closes_at <= now):
        return False
    over = over_at(script, break_in.begins_at)
    return over is None or over > now


def _house(session: Session, sentences: set[str]) -> dict[tuple[str, str], Filled]:
    query = (
        select(HouseSound.kind, HouseSound.text, Clip.sha256, Clip.frames)
        .join(Clip, Clip.sha256 == HouseSound.clip_sha256)
        .where(or_(HouseSound.kind.in_(SIGNAL_NAMES), HouseSound.text.in_(sentences | {DRILL_WORDS})))
    )
    rows = session.execute(query)
    return {(kind, text): Filled(text, sha256, frames) for kind, text, sha256, frames in rows}
