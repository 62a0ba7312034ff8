"""How a break-in is read, as a form asks for it and as a page tells it."""

from broadcaster.breakin.breakins import Manner
from broadcaster.breakin.lines import UNTIL_ENDED
from content.house_sounds import SIGNAL_NAMES
from web import forms

OPENINGS = [*((kind.value, name) for kind, name in SIGNAL_NAMES.items()), ("", "Không có tiếng mở đầu")]


def manner(typed: forms.Typed, *, is_drill: bool = False) -> Manner:
    """Return how it is to be read. Raise BadInput."""
    return Manner(
        times=UNTIL_ENDED if typed.get("until") else forms.whole(typed, "times", otherwise=1),
        gap_seconds=forms.number(typed, "gap_seconds", otherwise=2.0),
        opening=typed.get("opening", ""),
        is_drill=is_drill,
    )


def as_typed(wanted: Manner) -> dict[str, str]:
    """Return a manner as its form would have been filled in."""
    times = {"until": "yes"} if wanted.times == UNTIL_ENDED else {"times": str(wanted.times)}
    return {**times, "gap_seconds": f"{wanted.gap_seconds:g}", "opening": wanted.opening}


def told(wanted: Manner) -> str:
    """Return a manner in a few words: «Còi báo động, 3 lần, nghỉ 10 giây»."""
    opening = [dict(OPENINGS)[wanted.opening]] if wanted.opening else []
    times = "đến khi có lệnh dừng" if wanted.times == UNTIL_ENDED else f"{wanted.times} lần"
    rest = [] if wanted.times == 1 else [f"nghỉ {wanted.gap_seconds:g} giây"]
    return ", ".join([*opening, times, *rest])
