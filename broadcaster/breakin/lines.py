"""What a break-in reads, turn by turn: the drill's warning, the signal, when it was issued, the words; pure.

The signal never waits for the words: while the voice is still at them it sounds again, and the words follow at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import ceil

from playlists.rundown import FRAME, Line
from station import clock

# What is said or sounded beside the words has no announcement; these numbers stand in for one.
SIGNAL, ISSUED, DRILL = -1, -2, -3

UNTIL_ENDED = 0
AHEAD = timedelta(minutes=10)  # how far the readings of a break-in without end are laid out
MOST_SIGNALS = 3  # one after the other while the words are not there; then silence until they are
SIGNAL_AGAIN = 60.0  # seconds of rest after which a reading opens with the signal anew
HASTE = timedelta(seconds=1)  # from words that lie ready to their first frame, so that nothing of them is cut off


@dataclass(frozen=True)
class Script:
    """A break-in as the rule sees it; lengths in frames, 0 for what is not there.

    `words_at` is when the voice had finished the words, None while it has not.
    """

    words_id: int
    words: int
    words_at: datetime | None
    failed: bool = False
    signal: int = 0
    issued: int = 0
    drill: int = 0
    is_drill: bool = False
    times: int = 1
    gap_seconds: float = 2.0
    last_turn: int | None = None

    @property
    def gap(self) -> int:
        """The rest between two readings, in frames."""
        return round(self.gap_seconds / FRAME.total_seconds())

    @property
    def turn_frames(self) -> int:
        """How long a repeat is, the rest before it included."""
        return self.gap + self.drill + self.signal_again + self.issued + self.words

    @property
    def signal_again(self) -> int:
        """The signal before a repeat: none where the one before was only just heard."""
        return self.signal if self.gap_seconds >= SIGNAL_AGAIN else 0


def lines(script: Script, *, begun: datetime, now: datetime) -> tuple[Line, ...]:
    """Return what is read by a break-in whose first frame sounded then; what cannot be known yet is left out."""
    if script.is_drill and not script.drill:
        return ()  # nobody may take it for the real thing
    if script.words_at is None:
        return tuple(_without_words(script))
    return tuple(_all(script, script.words_at, begun, now))


def over_at(script: Script, begun: datetime) -> datetime | None:
    """Return when the last frame will have sounded; None while nobody can know."""
    turns = script.last_turn if script.last_turn is not None else script.times
    if script.failed:
        return begun + (script.drill + script.signal) * FRAME
    if script.words_at is None or (turns == UNTIL_ENDED and script.last_turn is None):
        return None
    return _first_end(script, script.words_at, begun) + max(0, turns - 1) * script.turn_frames * FRAME


def reading_of(key: str) -> int:
    """Return which reading a line of these belongs to: 3 for «words.3»."""
    return int(key.rpartition(".")[2])


def rest_of_reading(script: Script, key: str) -> timedelta | None:
    """Return how long the reading goes on after this line of it; None while its words are not there."""
    if script.words_at is None:
        return None
    name, turn = key.rpartition(".")[0], reading_of(key)
    issued = script.issued if turn > 1 else 0
    signal = script.signal if turn == 1 else script.signal_again
    left = {"drill": signal + issued + script.words, "signal": issued + script.words, "issued": script.words}
    return left.get(name.rstrip("+"), 0) * FRAME


def issued_words(moment: datetime, timezone: tzinfo) -> str:
    """Return the sentence that tells when a bulletin that is heard again was issued."""
    local = clock.local(moment, timezone)
    minutes = f" {local.minute} phút" if local.minute else ""
    return f"Bản tin phát lúc {local.hour} giờ{minutes}."


def _without_words(script: Script) -> Iterator[Line]:
    yield from _opening(script, 1 if script.failed else MOST_SIGNALS)
    if script.failed:
        yield Line("words.1", script.words_id)  # refused in its turn, with the voice's reason


def _all(script: Script, ready: datetime, begun: datetime, now: datetime) -> Iterator[Line]:
    sounded = _signals(script, ready, begun)
    yield from _opening(script, sounded)
    wait = _first_end(script, ready, begun) - begun - (script.drill + sounded * script.signal + script.words) * FRAME
    yield Line("wait.1", None, round(wait / FRAME))
    yield Line("words.1", script.words_id)
    for turn in range(2, _turns(script, ready, begun, now) + 1):
        yield Line(f"gap.{turn}", None, script.gap)
        if script.is_drill:
            yield Line(f"drill.{turn}", DRILL)
        if script.signal_again:
            yield Line(f"signal.{turn}", SIGNAL)
        yield Line(f"issued.{turn}", ISSUED)
        yield Line(f"words.{turn}", script.words_id)


def _opening(script: Script, signals: int) -> Iterator[Line]:
    if script.is_drill:
        yield Line("drill.1", DRILL)
    if script.signal:
        yield from (Line(f"signal{'+' * again}.1", SIGNAL) for again in range(signals))


def _signals(script: Script, ready: datetime, begun: datetime) -> int:
    """Return how many signals had begun when the words came, at least one."""
    if not script.signal:
        return 0
    waited = ready - begun - script.drill * FRAME
    return max(1, min(MOST_SIGNALS, ceil(waited / (script.signal * FRAME))))


def _first_end(script: Script, ready: datetime, begun: datetime) -> datetime:
    """Return when the first reading ends: its words wait for the signal in hand, and for themselves."""
    opened = begun + (script.drill + _signals(script, ready, begun) * script.signal) * FRAME
    is_late = ready + HASTE > opened and ready > begun
    return (ready + HASTE if is_late else opened) + script.words * FRAME


def _turns(script: Script, ready: datetime, begun: datetime, now: datetime) -> int:
    if script.last_turn is not None:
        return script.last_turn
    if script.times != UNTIL_ENDED:
        return script.times
    past = now + AHEAD - _first_end(script, ready, begun)
    return 1 + max(0, ceil(past / (script.turn_frames * FRAME)))
