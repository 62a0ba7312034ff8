"""The head and foot of printed papers, as typed in a form and remembered by the browser for the next time."""

import flask

from playlists.interchange.paper import Letterhead
from web import forms

REMEMBERED = ("authority", "unit", "place", "title", "recipients", "signer_role", "signer")
LONGEST = {"recipients": 600, "signer_role": 300}  # letters; what a browser remembers stays small
USUAL_LENGTH = 120
KEY = "letterhead"


def usual(typed: forms.Typed, station_name: str) -> None:
    """Fill in what was typed the last time, or what is known of the station."""
    kept = flask.session.get(KEY, {})
    for name, otherwise in {"unit": station_name, "title": Letterhead().title}.items():
        typed.setdefault(name, kept.get(name, otherwise))
    for name in REMEMBERED:
        typed.setdefault(name, kept.get(name, ""))


def of(typed: forms.Typed) -> Letterhead:
    """Return what was typed, and remember it. Raise BadInput."""
    told = {name: typed.get(name, "")[: LONGEST.get(name, USUAL_LENGTH)] for name in REMEMBERED}
    if any(typed.get(name) for name in REMEMBERED):
        flask.session[KEY] = {name: text for name, text in told.items() if text}
    return Letterhead(
        authority=_line(told["authority"]),
        unit=_line(told["unit"]),
        number=_line(typed.get("number", ""))[:60],
        place=_line(told["place"]),
        day=forms.day(typed, "day"),
        title=_line(told["title"]) or Letterhead().title,
        recipients=_lines(told["recipients"]),
        signer_role=_lines(told["signer_role"]),
        signer=_line(told["signer"]),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.lstrip("- ").rstrip(";") for line in map(_line, text.splitlines()) if line.strip("- ;"))
