"""Which of the day's occurrences may still have something to say: what was over long ago is not read at every look."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from broadcaster.models import AsRun
from playlists.models import Item
from playlists.rundown import FRAME
from playlists.timetable import Occurrence

SLACK = timedelta(minutes=25)  # beyond what a programme's policy may put off
SILENT = timedelta(minutes=10)  # of pauses in a programme: with more of them it may be silent for longer than that


def fresh(
    session: Session, todays: Sequence[Occurrence], *, since: datetime, now: datetime, is_usual: bool = True
) -> list[Occurrence]:
    """Return of what began since then what began or was claimed lately, and what may be resting between the two.

    After an absence (not `is_usual`) everything is asked about: much may have been missed.
    """
    starts = [each for each in todays if each.starts_at >= since]
    lately = now - max((each.policy.patience for each in starts), default=timedelta(0)) - SLACK
    old = [each for each in starts if each.starts_at <= lately]
    if not old or not is_usual:
        return starts
    recent = _claimed(session, lately, oldest=min(each.starts_at for each in old))
    resting = _resting(session, (each.playlist_id for each in old if each.key not in recent))
    return [each for each in starts if each.starts_at > lately or each.key in recent or each.playlist_id in resting]


def _claimed(session: Session, since: datetime, *, oldest: datetime) -> set[str]:
    """Return what something was claimed of that may have sounded since then; the long sounds of the day included."""
    run = AsRun.__table__.c
    is_long = run.frames > (timedelta(minutes=5) // FRAME)
    lately = or_(run.planned_at > since, and_(run.planned_at >= oldest, is_long))
    rows = session.execute(
        select(run.occurrence, func.max(run.planned_at), func.max(run.frames)).where(lately).group_by(run.occurrence)
    )
    return {key for key, planned_at, frames in rows if planned_at + frames * FRAME > since}


def _resting(session: Session, playlist_ids: Iterable[int]) -> set[int]:
    """Return the playlists whose programmes may be silent and not over: many pauses, or a wait for a time of day."""
    item = Item.__table__.c
    pauses, waits = func.sum(item.pause_seconds), func.count(item.hard_start)
    query = select(item.playlist_id).where(item.playlist_id.in_(set(playlist_ids))).group_by(item.playlist_id)
    return set(session.scalars(query.having(or_(pauses > SILENT.total_seconds(), waits > 0))))
