"""How values look on a page: commune time, lengths, names of states, and what this person may do."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user

from broadcaster.breakin import templates
from broadcaster.halts import halt
from content.airformat import FRAME_SECONDS
from content.lifecycle import STATE_NAMES, State
from content.models import Announcement, Revision
from content.voices.names import label
from station import clock, tree
from station.models import Person, Zone
from station.roles import ROLE_NAMES, Deed, Role, may
from web import manners
from web.context import house
from web.names import DEED_NAMES, FORM_NAMES, URGENCY_NAMES, VERDICT_NAMES, WEEKDAY_NAMES


def install(app: Flask) -> None:
    """Teach the templates these words."""
    app.jinja_env.filters.update(
        at=at,
        day=day,
        time_of_day=time_of_day,
        length=length,
        clip_seconds=clip_seconds,
        sound=sound,
        voice_label=label,
        zone_names=zone_names,
        numbered=lambda names: list(enumerate(names)),
        manner_of=lambda template: manners.told(templates.manner_of(template)),
    )
    app.jinja_env.globals.update(
        STATE_NAMES={state.value: name for state, name in STATE_NAMES.items()},
        URGENCY_NAMES=URGENCY_NAMES,
        FORM_NAMES=FORM_NAMES,
        VERDICT_NAMES=VERDICT_NAMES,
        ROLE_NAMES={role.value: name for role, name in ROLE_NAMES.items()},
        WEEKDAY_NAMES=WEEKDAY_NAMES,
        DEED_NAMES=DEED_NAMES,
        Deed=Deed,
        State=State,
        depth=lambda zone_id, parents: len(tree.path(zone_id, parents)) - 1,
        named=lambda things: [(thing.id, thing.name) for thing in things],
        titled=titled,
        vendor=_vendor,
    )
    app.context_processor(_everywhere)


def at(moment: datetime | None) -> str:
    """Return an instant as the commune's clocks show it."""
    return f"{clock.local(moment, house().settings.timezone):%d/%m/%Y %H:%M}" if moment else ""


def time_of_day(moment: datetime | None) -> str:
    """Return the commune's time of day of an instant, to the second."""
    return f"{clock.local(moment, house().settings.timezone):%H:%M:%S}" if moment else ""


def day(value: date | None) -> str:
    """Return a day as it is written here."""
    return f"{value:%d/%m/%Y}" if value else ""


def length(seconds: float | None) -> str:
    """Return a length in words: 65 becomes «1 phút 05 giây»."""
    minutes, rest = divmod(round(seconds or 0), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} giờ {minutes:02} phút {rest:02} giây"
    return f"{minutes} phút {rest:02} giây" if minutes else f"{rest} giây"


def clip_seconds(revision: Revision) -> float:
    """Return how long a revision sounds, 0 while it has no clip."""
    return revision.clip.frames * FRAME_SECONDS if revision.clip else 0.0


def sound(revision: Revision) -> str:
    """Return how far a revision's sound is: ready, failed or voicing."""
    if revision.clip_sha256:
        return "ready"
    return "failed" if revision.failure else "voicing"


def zone_names(zone_ids: Iterable[int], zones: Iterable[Zone]) -> str:
    """Return the names of these zones, in the order of the tree."""
    wanted = set(zone_ids)
    return ", ".join(zone.name for zone in zones if zone.id in wanted)


def titled(found: Iterable[Announcement]) -> list[tuple[int, str]]:
    """Return announcements as the choices of a select: the title, and the state where it is not approved."""
    return [(each.id, each.current.title + _if_not_approved(each)) for each in found]


def _if_not_approved(announcement: Announcement) -> str:
    state = State(announcement.state)
    return "" if state is State.APPROVED else f" ({STATE_NAMES[state].lower()})"


def _vendor(name: str) -> str | None:
    """Return the address of a fetched browser library, or None where it was not fetched: pages do without."""
    folder = Path(current_app.static_folder or "")
    return url_for("static", filename=f"vendor/{name}") if (folder / "vendor" / name).is_file() else None


def _everywhere() -> dict[str, object]:
    me: Person | None = current_user.person if current_user.is_authenticated else None
    return {
        "me": me,
        "station_name": house().settings.station_name,
        "now": g.get("now"),
        "halted": halt.halted(house().settings.home),
        "may": lambda deed: me is not None and may(me, deed),
        "has_role": lambda role: me is not None and Role(role).value in me.roles,
        "here": request.endpoint or "",
    }
