"""Playlists: the list, and a form whose lines move up and down without any script."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.running_order import Planned, running_order
from content import queries as contents
from content.clearance import Cleared, Fillable
from content.models import Announcement
from playlists import actions, drafts, queries, relay_sources
from playlists.actions import Entry
from playlists.live_items import LiveEntry
from playlists.models import Playlist, RelaySource
from playlists.queueing.queue_items import QueueRoom
from playlists.relay_items import RelayEntry
from playlists.relay_sources import Unapproved
from playlists.typical import TYPICAL
from station import clock
from station.errors import BadInput, StationError
from station.roles import Deed, may, require
from web import forms, order
from web.context import house, person, session
from web.errors import undo
from web.shown import clip_seconds

pages = Blueprint("playlists", __name__, url_prefix="/danh-sach-phat")

OFFERED = 300
USUAL_START = "05:30"


@dataclass(frozen=True)
class Row:
    """One line of the form: what it is, how long it sounds, and why it would not air today."""

    line: str
    announcement: Announcement | None
    seconds: float
    refusal: str | None
    relay: RelayEntry | None = None
    source: RelaySource | None = None
    fallback: Playlist | None = None
    live: LiveEntry | None = None
    queue: QueueRoom | None = None
    hard_start: time | None = None
    planned: Planned | None = None


@pages.get("/")
def index() -> ResponseReturnValue:
    """List the playlists with their lengths."""
    found = [(each, queries.length(session(), each).total_seconds()) for each in queries.playlists(session())]
    return render_template(
        "playlists/list.html", found=found, templates=queries.templates(session()), typical=TYPICAL.values()
    )


@pages.get("/moi")
def new() -> ResponseReturnValue:
    """Show an empty form."""
    require(person(), Deed.PLAN)
    return _form(forms.blank({"seconds": "3"}))


@pages.get("/<int:playlist_id>")
def page(playlist_id: int) -> ResponseReturnValue:
    """Show a playlist, as a form to those who may change it."""
    playlist = actions.get_playlist(session(), playlist_id)
    entries = [drafts.entry_of(item) for item in playlist.items]
    typed = forms.blank({"name": playlist.name, "seconds": "3"}, entries=[order.line(each) for each in entries])
    return _form(typed, playlist)


@pages.post("/moi")
def make() -> ResponseReturnValue:
    """Make a playlist, or take a step of making one."""
    require(person(), Deed.PLAN)
    return _answer(None)


@pages.post("/<int:playlist_id>")
def change(playlist_id: int) -> ResponseReturnValue:
    """Replace the lines of a playlist, or take a step of doing so."""
    require(person(), Deed.PLAN)
    return _answer(actions.get_playlist(session(), playlist_id))


def _answer(playlist: Playlist | None) -> ResponseReturnValue:
    typed, button = forms.Typed(request.form), request.form.get("do", "")
    try:
        typed.setlist("entries", _timed(typed))
        if button != "save":
            typed.setlist("entries", _after(typed, button))
            return _form(typed, playlist)
        entries = [order.entry(line) for line in typed.getlist("entries")]
        number = playlist.id if playlist else None
        saved = actions.save_playlist(
            session(), typed.get("name", ""), entries, by=person(), now=g.now, playlist_id=number
        )
    except StationError as error:
        undo(error)
        return _form(typed, playlist, problem=error), 422
    flash(f"Đã lưu danh sách phát «{saved.name}».")
    return redirect(url_for(".page", playlist_id=saved.id))


def _timed(typed: forms.Typed) -> list[str]:
    """Return the lines with the times of day typed beside them. Raise BadInput."""
    lines, times = typed.getlist("entries"), typed.getlist("hard_start")
    if len(times) != len(lines):  # a program of somebody's, which says the times in the lines
        return lines
    found = []
    for line, at in zip(lines, times, strict=True):
        one = forms.blank({"items": at})
        found.append(line.partition("@")[0] + (f"@{forms.time_of_day(one, 'items'):%H.%M.%S}" if at.strip() else ""))
    return found


def _after(typed: forms.Typed, button: str) -> list[str]:
    lines = typed.getlist("entries")
    if button == "announcement":
        lines = [*lines, f"a:{forms.whole(typed, 'announcement', otherwise=0)}"]
    elif button == "pause":
        lines = [*lines, order.line(Entry(pause_seconds=forms.number(typed, "seconds", otherwise=3)))]
    elif button == "queue":
        room = QueueRoom(forms.length(typed, "queue_length"), tuple(typed.getlist("queue_fields")))
        lines = [*lines, order.line(Entry(queue=room))]
    elif button == "relay":
        lines = [*lines, order.line(Entry(relay=_typed_relay(typed)))]
    elif button == "live":
        spare = forms.whole(typed, "live_fallback", otherwise=0) or None
        lines = [*lines, order.line(Entry(live=LiveEntry(forms.length(typed, "live_length"), spare)))]
    if len(lines) > order.MOST_LINES:
        raise BadInput("items", f"Danh sách phát có tối đa {order.MOST_LINES} mục.")
    return order.rearranged(lines, button)


def _typed_relay(typed: forms.Typed) -> RelayEntry:
    source_id = forms.whole(typed, "relay", otherwise=0)
    if not source_id:
        raise BadInput("relay", "Hãy chọn nguồn tiếp sóng.")
    until = forms.time_of_day(typed, "relay_until") if typed.get("relay_until", "").strip() else None
    length = 0.0 if until else forms.length(typed, "relay_length")
    return RelayEntry(source_id, length, until, forms.whole(typed, "fallback", otherwise=0) or None)


def _rows(lines: Sequence[str]) -> list[Row]:
    entries = []
    for line in lines:
        try:
            entries.append((line, order.entry(line)))
        except BadInput:
            continue
    named = {entry.announcement_id for _, entry in entries if entry.announcement_id}
    known = {each.id: each for number in named if (each := session().get(Announcement, number))}
    standings = contents.standings(session(), known)
    today = clock.local(g.now, house().settings.timezone).date()
    found = []
    for line, entry in entries:
        announcement = known.get(entry.announcement_id or 0)
        if entry.relay is not None:
            found += _relay_row(line, entry.relay)
        elif entry.live is not None:
            spare = session().get(Playlist, entry.live.fallback_id) if entry.live.fallback_id else None
            found.append(Row(line, None, entry.live.seconds, None, fallback=spare, live=entry.live))
        elif entry.queue is not None:
            found.append(Row(line, None, entry.queue.seconds, None, queue=entry.queue))
        elif entry.announcement_id is None:
            found.append(Row(line, None, entry.pause_seconds, None))
        elif announcement:
            known_standing = standings[announcement.id]
            stands = known_standing.approved if isinstance(known_standing, Fillable) else known_standing
            zone = min(stands.zones, default=0) if isinstance(stands, Cleared) else 0
            refusal = stands.refusal(zone_id=zone, on=today)
            found.append(Row(line, announcement, clip_seconds(announcement.current), refusal))
    return [replace(row, hard_start=order.entry(row.line).hard_start) for row in found]


def _with_times(rows: Sequence[Row], typed: forms.Typed, today: date) -> list[Row]:
    """Return the rows with what becomes of each if the playlist began at the time typed. Raise BadInput."""
    items = [drafts.item_of(place, order.entry(row.line)) for place, row in enumerate(rows)]
    starts_at = forms.time_of_day(typed, "preview_at")
    ends_at = forms.time_of_day(typed, "preview_until") if typed.get("preview_until", "").strip() else None
    found = running_order(
        session(), items, starts_at=starts_at, ends_at=ends_at, on=today, timezone=house().settings.timezone
    )
    known = {each.key: each for each in found}
    keys = [line.key for line in queries.lines(items)]
    return [replace(row, planned=known.get(key)) for row, key in zip(rows, keys, strict=True)]


def _preview_times(playlist: Playlist | None) -> dict[str, str]:
    """Return the times of the programme that airs the playlist first, as the form has them."""
    users = [each for each in queries.programmes(session()) if playlist and each.playlist_id == playlist.id]
    if not users or users[0].ended_at is not None:
        return {"preview_at": USUAL_START, "preview_until": ""}
    ends_at = users[0].hard_end
    return {"preview_at": f"{users[0].starts_at:%H:%M:%S}", "preview_until": f"{ends_at:%H:%M:%S}" if ends_at else ""}


def _relay_row(line: str, relay: RelayEntry) -> list[Row]:
    source = session().get(RelaySource, relay.source_id)
    if source is None:
        return []
    stands = relay_sources.standing(source)
    refusal = stands.reason if isinstance(stands, Unapproved) else None
    fallback = session().get(Playlist, relay.fallback_id) if relay.fallback_id else None
    return [Row(line, None, relay.seconds, refusal, relay, source, fallback)]


def _form(typed: forms.Typed, playlist: Playlist | None = None, problem: StationError | None = None) -> str:
    rows = _rows(typed.getlist("entries"))
    for name, value in _preview_times(playlist).items():
        typed.setdefault(name, value)
    try:
        rows = _with_times(rows, typed, clock.local(g.now, house().settings.timezone).date())
    except StationError as error:
        problem = problem or error
    return render_template(
        "playlists/form.html",
        typed=typed,
        playlist=playlist,
        problem=problem,
        rows=rows,
        seconds=sum(row.seconds for row in rows),
        offered=contents.announcements(session(), limit=OFFERED) if may(person(), Deed.PLAN) else [],
        sources=[(each.id, each.name) for each in relay_sources.sources(session())],
        fields=forms.FIELDS,
        others=[(each.id, each.name) for each in queries.playlists(session()) if each is not playlist],
    )
