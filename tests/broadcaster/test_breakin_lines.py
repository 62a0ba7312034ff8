"""What a break-in reads, turn by turn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.breakin.lines import (
    AHEAD,
    HASTE,
    MOST_SIGNALS,
    Script,
    issued_words,
    lines,
    over_at,
    reading_of,
    rest_of_reading,
)
from playlists.rundown import FRAME
from tests.conftest import SAIGON

BEGUN = datetime(2026, 11, 22, 22, 40, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SIGNAL, WORDS, ISSUED, DRILL = 375, 500, 125, 140  # frames: 9 s, 12 s, 3 s, 3.36 s
PLAIN = Script(7, WORDS, BEGUN - 60 * SECOND)
FULL = replace(PLAIN, signal=SIGNAL, issued=ISSUED, times=3, gap_seconds=2.4)


def keys(script: Script, *, now: datetime = BEGUN) -> list[str]:
    found = [line.key for line in lines(script, begun=BEGUN, now=now) if line.announcement_id is not None]
    assert len(found) == len(set(found))
    return found


def ends(script: Script, *, now: datetime = BEGUN) -> datetime:
    """Where the last line ends when each begins where the one before ended."""
    frames = {-1: script.signal, -2: script.issued, -3: script.drill, 7: script.words}
    total = sum(
        line.pause_frames if line.announcement_id is None else frames[line.announcement_id]
        for line in lines(script, begun=BEGUN, now=now)
    )
    return BEGUN + total * FRAME


def test_prepared_words_follow_the_signal_and_repeats_say_when_it_was_issued() -> None:
    assert keys(FULL) == ["signal.1", "words.1", "issued.2", "words.2", "issued.3", "words.3"]


def test_a_reading_after_a_long_rest_opens_with_the_signal_again() -> None:
    rested = replace(FULL, gap_seconds=60.0, times=2)

    assert keys(rested) == ["signal.1", "words.1", "signal.2", "issued.2", "words.2"]


def test_once_is_once() -> None:
    assert keys(replace(PLAIN, times=1)) == ["words.1"]
    assert [line.pause_frames for line in lines(PLAIN, begun=BEGUN, now=BEGUN) if line.announcement_id is None] == [0]


def test_the_signal_sounds_before_there_are_words_and_goes_on_until_there_are() -> None:
    waiting = replace(FULL, words=0, words_at=None)

    assert keys(waiting) == ["signal.1", "signal+.1", "signal++.1"]
    assert over_at(waiting, BEGUN) is None


@pytest.mark.parametrize(
    ("after", "signals", "words_begin"),
    [(0.5, 1, 9.0), (8.0, 1, 9.0), (8.5, 1, 9.5), (10.0, 2, 18.0), (26.0, 3, 27.0), (40.0, 3, 41.0)],
)
def test_words_made_meanwhile_follow_the_signal_in_hand_and_lose_nothing_of_their_beginning(
    after: float, signals: int, words_begin: float
) -> None:
    script = replace(FULL, times=1, words_at=BEGUN + after * SECOND)

    assert len(keys(script)) == signals + 1
    assert ends(script) - WORDS * FRAME - BEGUN == pytest.approx(words_begin * SECOND, abs=FRAME)
    assert ends(script) - WORDS * FRAME >= BEGUN + after * SECOND + HASTE - 2 * FRAME or after < 8


def test_words_that_no_voice_could_read_are_refused_once_and_the_signal_does_not_go_on() -> None:
    failed = replace(FULL, words=0, words_at=None, failed=True)

    assert keys(failed) == ["signal.1", "words.1"]
    assert over_at(failed, BEGUN) == BEGUN + SIGNAL * FRAME


def test_until_ended_is_laid_out_a_little_ahead_for_ever() -> None:
    endless = replace(FULL, times=0)

    for hours in (0, 1, 20):
        now = BEGUN + timedelta(hours=hours)
        assert now + AHEAD <= ends(endless, now=now) <= now + AHEAD + endless.turn_frames * FRAME
    assert over_at(endless, BEGUN) is None


def test_an_announced_end_leaves_the_reading_in_hand_and_nothing_after_it() -> None:
    closing = replace(FULL, times=0, last_turn=2)

    assert keys(closing)[-1] == "words.2"
    assert over_at(closing, BEGUN) == ends(closing)


def test_a_drill_says_so_before_anything_else_in_every_reading() -> None:
    drill = replace(FULL, is_drill=True, drill=DRILL, times=2)

    assert keys(drill) == ["drill.1", "signal.1", "words.1", "drill.2", "issued.2", "words.2"]


def test_a_drill_that_cannot_say_so_does_not_sound() -> None:
    assert lines(replace(FULL, is_drill=True), begun=BEGUN, now=BEGUN) == ()


@pytest.mark.parametrize(
    ("key", "frames"),
    [
        ("words.1", 0),
        ("signal.1", WORDS),
        ("signal+.1", WORDS),
        ("issued.2", WORDS),
        ("drill.1", SIGNAL + WORDS),
        ("drill.2", ISSUED + WORDS),
    ],
)
def test_how_long_a_reading_goes_on_is_known_from_any_line_of_it(key: str, frames: int) -> None:
    drill = replace(FULL, is_drill=True, drill=DRILL)

    assert rest_of_reading(drill, key) == frames * FRAME
    assert rest_of_reading(replace(drill, words_at=None), key) is None
    assert reading_of(key) == int(key[-1])


@pytest.mark.parametrize(("minute", "words"), [(40, "Bản tin phát lúc 5 giờ 40 phút."), (0, "Bản tin phát lúc 5 giờ.")])
def test_the_time_of_issue_is_the_communes(minute: int, words: str) -> None:
    assert issued_words(datetime(2026, 11, 22, 22, minute, 59, tzinfo=UTC), SAIGON) == words


scripts = st.builds(
    Script,
    words_id=st.just(7),
    words=st.integers(200, 2000),
    words_at=st.integers(-600, 600).map(lambda second: BEGUN + second * SECOND),
    signal=st.sampled_from([0, 375]),
    issued=st.sampled_from([0, 125]),
    drill=st.just(0),
    times=st.integers(1, 20),
    gap_seconds=st.floats(0, 3600).map(lambda gap: round(gap, 3)),
)


@given(scripts, st.integers(0, 86_400))
def test_a_break_in_is_over_exactly_when_its_last_line_is(script: Script, after: int) -> None:
    over = over_at(script, BEGUN)

    assert over is not None
    assert abs(over - ends(script, now=BEGUN + after * SECOND)) <= 2 * FRAME


@given(scripts, st.integers(0, 1800), st.integers(0, 1800))
def test_what_was_laid_out_once_is_never_laid_out_otherwise_later(script: Script, first: int, more: int) -> None:
    endless = replace(script, times=0)
    early = lines(endless, begun=BEGUN, now=BEGUN + first * SECOND)
    late = lines(endless, begun=BEGUN, now=BEGUN + (first + more) * SECOND)

    assert late[: len(early)] == early
    assert sum(1 for line in late if line.key.startswith("signal") and line.key.endswith(".1")) <= MOST_SIGNALS
