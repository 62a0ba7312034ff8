"""The commune's lexicon: how it wants its own words read, taught entry by entry or as a whole table."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import lexicontable
from content.models import LexiconEntry
from station import audit
from station.errors import NotFound
from station.roles import Deed, Wearer, require


def entries(session: Session, *, until: datetime | None = None) -> dict[str, str]:
    """Return what is written and how it is said; of what was taught later than `until`, nothing."""
    return {entry.written: entry.spoken for entry in listed(session) if until is None or entry.taught_at <= until}


def listed(session: Session) -> Sequence[LexiconEntry]:
    """Return the entries in the order of what is written."""
    return session.scalars(select(LexiconEntry).order_by(LexiconEntry.written)).all()


def teach(session: Session, written: str, spoken: str, *, by: Wearer, now: datetime) -> LexiconEntry:
    """Have something read this way from now on. Raise BadInput, a refusal of check_lexicon, Forbidden."""
    require(by, Deed.WRITE)
    written, spoken = lexicontable.cleaned(written, spoken)
    lexicontable.check_all({**entries(session), written: spoken})
    _put(session, {written: spoken}, by, now)
    audit.record(session, by.username, "teach_reading", "lexicon", now=now, written=written, spoken=spoken)
    return session.scalars(select(LexiconEntry).where(LexiconEntry.written == written)).one()


def forget(session: Session, written: str, *, by: Wearer, now: datetime) -> None:
    """Leave something to the rules again. Raise NotFound, Forbidden."""
    require(by, Deed.WRITE)
    written = lexicontable.plain(written)
    entry = session.scalars(select(LexiconEntry).where(LexiconEntry.written == written)).one_or_none()
    if entry is None:
        raise NotFound("mục từ điển đọc", written[: lexicontable.LONGEST_WRITTEN])
    session.delete(entry)
    session.flush()
    audit.record(session, by.username, "forget_reading", "lexicon", now=now, written=entry.written, spoken=entry.spoken)


def import_entries(session: Session, table: str, *, by: Wearer, now: datetime) -> int:
    """Teach a whole table or nothing of it; return how many entries are new or changed. Raise BadTable, Forbidden."""
    require(by, Deed.WRITE)
    known = entries(session)
    found = lexicontable.parsed(table, known)
    changed = {written: spoken for written, spoken in found.items() if known.get(written) != spoken}
    if changed:
        _put(session, changed, by, now)
        audit.record(session, by.username, "import_lexicon", "lexicon", now=now, entries=changed)
    return len(changed)


def export_entries(session: Session) -> str:
    """Return the lexicon as CSV, fit to be imported again."""
    return lexicontable.written_out(entries(session))


def _put(session: Session, pairs: Mapping[str, str], by: Wearer, now: datetime) -> None:
    known = {entry.written: entry for entry in listed(session)}
    for written, spoken in pairs.items():
        entry = known.get(written)
        if entry is None:
            session.add(LexiconEntry(written=written, spoken=spoken, taught_by=by.username, taught_at=now))
        else:
            entry.spoken, entry.taught_by, entry.taught_at = spoken, by.username, now
    session.flush()
