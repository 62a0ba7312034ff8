"""Playlists made from others: from a template that was saved, or after a typical morning or afternoon."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import actions as contents
from content import lines as blanks
from content.lifecycle import State
from content.models import Announcement, Form
from playlists import actions, drafts, relay_sources, typical
from playlists.actions import Entry
from playlists.models import Playlist
from playlists.queueing.queue_items import QueueRoom
from playlists.relay_items import RelayEntry
from playlists.relay_sources import Approved
from playlists.typical import MISSING, NOTICES, UNAPPROVED, Part, Step
from station import clock, zones
from station.errors import BadInput, NotFound
from station.models import Person
from station.roles import Deed, may, require

LONGEST_NAME = 120
_DAY = re.compile(r" \d\d/\d\d/\d{4}( \(\d+\))?$")
NEW_LINES = {
    Part.CONTENTS: ("Lời chào và giới thiệu nội dung", blanks.OPENING),
    Part.FAREWELL: ("Lời kết", blanks.CLOSING),
}


@dataclass
class Made:
    """A playlist that was made, and what it lacks, in words that end a sentence."""

    playlist: Playlist
    missing: list[str] = field(default_factory=list)


def save_template(session: Session, playlist_id: int, *, by: Person, now: datetime) -> Playlist:
    """Save what a playlist holds as a template of its name, in the place of an older one. Raise NotFound, Forbidden."""
    require(by, Deed.PLAN)
    playlist = actions.get_playlist(session, playlist_id)
    name = f"Mẫu: {_undated(playlist.name)}"[:LONGEST_NAME]
    old = session.scalars(select(Playlist).where(Playlist.name == name)).one_or_none()
    if old is not None and not old.is_template:
        raise BadInput("name", f"Đã có danh sách phát tên «{name}» không phải là mẫu; hãy đổi tên danh sách này.")
    entries = [drafts.entry_of(item) for item in playlist.items]
    number = old.id if old else None
    template = actions.save_playlist(session, name, entries, by=by, now=now, playlist_id=number)
    template.is_template = True
    return template


def from_template(session: Session, template_id: int, *, by: Person, now: datetime, timezone: tzinfo) -> Playlist:
    """Make a playlist that holds what a template does. Raise NotFound, Forbidden, BadInput."""
    require(by, Deed.PLAN)
    template = actions.get_playlist(session, template_id)
    if not template.is_template:
        raise NotFound("mẫu danh sách phát", template_id)
    entries = [drafts.entry_of(item) for item in template.items]
    name = _fresh_name(session, _undated(template.name), now, timezone)
    return actions.save_playlist(session, name, entries, by=by, now=now)


def from_typical(session: Session, key: str, *, by: Person, now: datetime, timezone: tzinfo) -> Made:
    """Make a typical morning's or afternoon's playlist of what there is; what is missing is named and left out.

    Who may write gets drafts of the lines that there are none of. Raise NotFound, Forbidden, BadInput.
    """
    require(by, Deed.PLAN)
    pattern = typical.TYPICAL.get(key)
    if pattern is None:
        raise NotFound("mẫu buổi phát", key)
    written = list(session.scalars(select(Announcement).where(Announcement.form.in_((Form.JINGLE, Form.LINE)))))
    made, entries = Made(Playlist(name=pattern.name)), list[Entry]()
    for step in pattern.steps:
        entry = _entry(session, step, written, made.missing, by=by, now=now)
        if entry is not None and entry not in entries:  # one line may greet and tell the contents
            entries.append(entry)
    if not entries:
        raise BadInput("items", f"Chưa tạo được «{pattern.name}»: {'; '.join(made.missing)}.")
    name = _fresh_name(session, pattern.name, now, timezone)
    made.playlist = actions.save_playlist(session, name, entries, by=by, now=now)
    return made


def _entry(
    session: Session, step: Step, written: list[Announcement], missing: list[str], *, by: Person, now: datetime
) -> Entry | None:
    if step.part is Part.RELAY:
        return _relay(session, step, missing)
    if step.part in (Part.NEWS, Part.NOTICES):
        return Entry(queue=QueueRoom(step.seconds, NOTICES if step.part is Part.NOTICES else ()))
    found = typical.chosen(step.part, written)
    if found is None and step.part in NEW_LINES and may(by, Deed.WRITE):
        title, text = NEW_LINES[step.part]
        found = contents.write_line(
            session, contents.Wording(title, text), contents.Terms(_everywhere(session)), by=by, now=now
        )
        written.append(found)
    if found is None:
        missing.append(MISSING[step.part])
        return None
    if found.state != State.APPROVED and (lacks := UNAPPROVED.format(title=found.current.title)) not in missing:
        missing.append(lacks)
    return Entry(found.id)


def _relay(session: Session, step: Step, missing: list[str]) -> Entry | None:
    sources = relay_sources.sources(session)
    approved = [each.id for each in sources if isinstance(relay_sources.standing(each), Approved)]
    if not approved:
        missing.append(MISSING[Part.RELAY])
        return None
    return Entry(relay=RelayEntry(approved[0], step.seconds), hard_start=step.at)


def _everywhere(session: Session) -> Sequence[int]:
    return [zone.id for zone in zones.all_zones(session) if zone.parent_id is None]


def _undated(name: str) -> str:
    """Return a playlist's name without what makes it a template or one of a day."""
    return _DAY.sub("", name.removeprefix("Mẫu: ")) or name


def _fresh_name(session: Session, name: str, now: datetime, timezone: tzinfo) -> str:
    """Return a name that no playlist has: the day, and a number where there are several on it."""
    name = f"{name[:90]} {clock.local(now, timezone):%d/%m/%Y}"
    taken = set(session.scalars(select(Playlist.name).where(Playlist.name.startswith(name, autoescape=True))))
    numbered = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(each for each in numbered if each not in taken)
