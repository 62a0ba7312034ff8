"""What the ear's figures say about one line of the log, in one word; pure."""

from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from broadcaster.stretch import FRAME

TOLERANCE = 25  # frames, 0.6 s: what a splice, a newcomer's burst or the last tick may make of a count


class Proof(StrEnum):
    """One word about what was heard."""

    UNKNOWN = "unknown"
    WHOLE = "whole"
    DEAF = "deaf"
    LACKING = "lacking"
    NOTHING = "nothing"
    MORE = "more"
    REPEATED = "repeated"


PROOF_NAMES = {
    Proof.UNKNOWN: "",
    Proof.WHOLE: "Nghe đủ",
    Proof.DEAF: "Không nghe được hết",
    Proof.LACKING: "Nghe thiếu",
    Proof.NOTHING: "Không nghe thấy",
    Proof.MORE: "Nghe nhiều hơn nhật ký",
    Proof.REPEATED: "Nghe lặp lại",
}


class Figures(Protocol):
    """What the judgement needs of what was heard."""

    @property
    def frames(self) -> int: ...
    @property
    def repeated(self) -> int: ...
    @property
    def deaf_ms(self) -> int: ...


def proof(sent: int, heard: Figures | None, *, has_clip: bool = True) -> Proof:
    """Judge what was heard of so many frames that the log says were sent; without a clip only silence is judged."""
    if heard is None:
        return Proof.UNKNOWN
    if not has_clip and (heard.frames or not sent):
        return Proof.WHOLE
    if heard.repeated > TOLERANCE:
        return Proof.REPEATED
    if heard.frames - sent > TOLERANCE:
        return Proof.MORE
    if sent - heard.frames <= TOLERANCE and (heard.frames or not sent):
        return Proof.WHOLE
    if heard.deaf_ms and sent - heard.frames <= TOLERANCE + deaf_frames(heard):
        return Proof.DEAF
    return Proof.LACKING if heard.frames else Proof.NOTHING


def deaf_frames(heard: Figures) -> int:
    """Return how many frames went by while the ear could not listen."""
    return timedelta(milliseconds=heard.deaf_ms) // FRAME
