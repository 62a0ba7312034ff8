"""A schedule between its file and its booking, as a form carries it: the reading itself, and a person's choices."""

from collections.abc import Sequence
from datetime import date

from pydantic import TypeAdapter, ValidationError

from playlists.interchange.cells import SESSIONS
from playlists.interchange.entry import MOST_ENTRIES, Reading
from playlists.interchange.wishes import Choices, Wish
from playlists.recurring import rules
from playlists.recurring.recurrence import Once
from station.errors import BadInput
from web import forms

USUAL_TIMES = {"sang": "05:30", "trua": "10:45", "chieu": "17:00", "toi": "19:00"}

_READING = TypeAdapter(Reading)


def carried(reading: Reading) -> str:
    """Return a reading as a form carries it."""
    return _READING.dump_json(reading).decode()


def reading_of(typed: forms.Typed) -> Reading:
    """Return the reading that a form carries. Raise BadInput."""
    try:
        found = _READING.validate_json(typed.get("reading", ""))
    except ValidationError:
        raise BadInput("file", "Biểu mẫu không còn nguyên vẹn; hãy chọn lại tệp.") from None
    if not 0 < len(found.entries) <= MOST_ENTRIES:
        raise BadInput("file", "Biểu mẫu không còn nguyên vẹn; hãy chọn lại tệp.")
    return found


def blank(reading: Reading, *, first_day: date, roots: Sequence[int]) -> forms.Typed:
    """Return the form as it is first shown."""
    single = {"reading": carried(reading), "first_day": first_day.isoformat(), "zone": str(roots[0]) if roots else ""}
    return forms.blank(single | USUAL_TIMES)


def choices(typed: forms.Typed, count: int) -> Choices:
    """Return what a person chose. Raise BadInput."""
    zone = forms.whole(typed, "zone", otherwise=0)
    return Choices(
        first_day=forms.needed_day(typed, "first_day"),
        last_day=forms.day(typed, "last_day"),
        playlist_id=forms.whole(typed, "playlist", otherwise=0),
        zone_ids=(zone,) if zone else (),
        sessions={name: forms.time_of_day(typed, name) for name in SESSIONS if typed.get(name, "").strip()},
        playlists=_chosen(typed, "playlist", count),
        zones={number: (each,) for number, each in _chosen(typed, "zone", count).items()},
    )


def ticked(typed: forms.Typed) -> frozenset[int]:
    """Return the rows a person wants. Raise BadInput."""
    return frozenset(forms.numbers(typed, "rows"))


def wanted(typed: forms.Typed) -> frozenset[int]:
    """Return the rows to be tried: those ticked, and those that had a problem, which may be solved by now."""
    return ticked(typed) | frozenset(forms.numbers(typed, "troubled"))


def when(wish: Wish) -> str:
    """Return in a few words on which days a row would be aired."""
    timing = wish.timing
    if timing is None:
        return ""
    if isinstance(timing.days, Once):
        return f"{timing.first_day:%d/%m/%Y}"
    until = f" đến hết {timing.last_day:%d/%m/%Y}" if timing.last_day else ""
    return f"{rules.said(timing.days)}, từ {timing.first_day:%d/%m/%Y}{until}"


def _chosen(typed: forms.Typed, name: str, count: int) -> dict[int, int]:
    found = {number: forms.whole(typed, f"{name}-{number}", otherwise=0) for number in range(count)}
    return {number: chosen for number, chosen in found.items() if chosen}
