"""A typical morning and a typical afternoon of a commune station, as parts; and which part an announcement can be.

From a commune station's day as its forms and practice have it: theme, greeting, contents, news, notices, the relay at
its fixed minute, farewell. What a part is filled with the commune chooses; the result is a playlist like any other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from content import lines as blanks
from content.lifecycle import State
from content.models import Announcement, Form

FAREWELLS = ("đến đây là hết", "hẹn gặp lại", "tạm biệt", "kết thúc")
GREETINGS = ("chào",)
THEME_NAMES = ("nhạc hiệu", "nhạc cắt", "nhạc dạo")
NOTICES = ("Thông báo hành chính",)


class Part(StrEnum):
    """What a programme is made of."""

    THEME = "theme"
    GREETING = "greeting"
    CONTENTS = "contents"
    NEWS = "news"
    NOTICES = "notices"
    RELAY = "relay"
    FAREWELL = "farewell"


MISSING = {
    Part.THEME: "chưa có nhạc hiệu được duyệt",
    Part.GREETING: "chưa có lời chào",
    Part.CONTENTS: "chưa có lời giới thiệu nội dung (lời dẫn có {nội dung})",
    Part.RELAY: "chưa có nguồn tiếp sóng được duyệt",
    Part.FAREWELL: "chưa có lời kết",
}
UNAPPROVED = "«{title}» chưa được duyệt"


@dataclass(frozen=True)
class Step:
    """A part, how long at most where that must be said, and its time of day where it begins on the dot."""

    part: Part
    seconds: float = 0.0
    at: time | None = None


@dataclass(frozen=True)
class Typical:
    """A typical programme."""

    key: str
    name: str
    steps: Sequence[Step]


def _steps(news: float, notices: float, relay_at: time, relay: float) -> tuple[Step, ...]:
    return (
        Step(Part.THEME),
        Step(Part.GREETING),
        Step(Part.CONTENTS),
        Step(Part.NEWS, news),
        Step(Part.NOTICES, notices),
        Step(Part.RELAY, relay, relay_at),
        Step(Part.FAREWELL),
    )


TYPICAL = {
    each.key: each
    for each in (
        Typical("morning", "Buổi sáng", _steps(900.0, 480.0, time(6), 1800.0)),
        Typical("afternoon", "Buổi chiều", _steps(900.0, 480.0, time(17, 30), 1800.0)),
    )
}


def chosen(part: Part, announcements: Iterable[Announcement]) -> Announcement | None:
    """Return the announcement that fits a part best: an approved one first, then a draft; the newest of these; pure."""
    fitting = [each for each in announcements if _fits(part, each)]
    return max(fitting, key=lambda each: (each.state == State.APPROVED, _is_named(each), each.id), default=None)


def _fits(part: Part, announcement: Announcement) -> bool:
    if part is Part.THEME:
        return announcement.form == Form.JINGLE and announcement.state == State.APPROVED
    if announcement.form != Form.LINE or announcement.state not in (State.APPROVED, State.SUBMITTED, State.DRAFT):
        return False
    text = announcement.current.text
    tells_contents, is_farewell = blanks.CONTENTS in blanks.blanks(text), _says(text, FAREWELLS)
    if part is Part.CONTENTS:
        return tells_contents
    if part is Part.FAREWELL:
        return is_farewell and not tells_contents
    return _says(text, GREETINGS) and not is_farewell


def _says(text: str, words: Sequence[str]) -> bool:
    return any(word in text.lower() for word in words)


def _is_named(announcement: Announcement) -> bool:
    """Is it a jingle that is called the station's theme?"""
    return announcement.form == Form.JINGLE and _says(announcement.current.title, THEME_NAMES)
