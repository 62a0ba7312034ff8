"""Finding announcements by words of their title, with or without Vietnamese marks."""

import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.lifecycle import State
from content.models import Announcement, Revision


def bare(text: str) -> str:
    """Return the text without marks and capitals: «Tiêm chủng» is found by typing «tiem chung»."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def announcements(
    session: Session, words: str, states: Iterable[State] = (), *, start: int = 0, count: int = 50
) -> Sequence[Announcement]:
    """Return announcements whose title holds these words, last changed first; only in the states named, if any."""
    titles = (
        select(Announcement.id, Revision.title)
        .join(Revision, (Revision.announcement_id == Announcement.id) & (Revision.number == Announcement.number))
        .order_by(Announcement.changed_at.desc(), Announcement.id.desc())
    )
    if wanted := list(states):
        titles = titles.where(Announcement.state.in_(wanted))
    sought = bare(words)
    matching = [number for number, title in session.execute(titles) if sought in bare(title)]
    here = matching[start : start + count]
    found = {each.id: each for each in session.scalars(select(Announcement).where(Announcement.id.in_(here)))}
    return [found[number] for number in here]
