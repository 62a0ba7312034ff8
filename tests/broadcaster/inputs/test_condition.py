"""What is called good, silent or steady, and that a report survives its line."""

import random

import pytest

from broadcaster.inputs.condition import Condition, Heard, Report, judge

SILENCE = Heard(-120.0, 0.0)
CHANCE = random.Random(3)


def talk(seconds: float) -> list[Heard]:
    return [Heard(CHANCE.uniform(-40, -12), CHANCE.uniform(0.02, 0.3)) for _ in range(round(seconds * 10))]


def steady(seconds: float, lufs: float = -20.0) -> list[Heard]:
    return [Heard(lufs + CHANCE.gauss(0, 0.1), 0.2 + CHANCE.gauss(0, 0.01)) for _ in range(round(seconds * 10))]


def silence(seconds: float) -> list[Heard]:
    return [SILENCE] * round(seconds * 10)


@pytest.mark.parametrize(
    ("heard", "condition"),
    [
        ([], Condition.OPENING),
        (talk(2.9), Condition.OPENING),
        (talk(3), Condition.GOOD),
        (silence(9.9), Condition.OPENING),
        (silence(10), Condition.SILENT),
        (talk(20) + silence(9), Condition.GOOD),
        (talk(20) + silence(9.1), Condition.SILENT),
        (silence(5) + talk(0.4) + silence(5), Condition.SILENT),
        (silence(20) + talk(1), Condition.GOOD),
        (steady(19.9), Condition.GOOD),
        (steady(20), Condition.STEADY),
        (talk(10) + steady(20), Condition.STEADY),
        (steady(20) + talk(3), Condition.GOOD),
        (steady(20, lufs=-55), Condition.SILENT),
    ],
)
def test_a_relay_is_judged_by_what_was_heard_lately(heard: list[Heard], condition: Condition) -> None:
    assert judge(heard) is condition


def test_one_note_held_at_one_loudness_while_its_pitch_moves_is_music() -> None:
    tune = [Heard(-20.0, 0.05 + 0.02 * (at // 10 % 7)) for at in range(200)]

    assert judge(tune) is Condition.GOOD


def test_a_report_survives_its_line() -> None:
    report = Report(Condition.DEAD, "nguồn tiếp sóng đã đóng luồng", -18.5, "mp3 128 kbit/s")

    assert Report.read(report.line()) == report


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b'{"condition": "fine"}', b"\xff"])
def test_what_is_no_report_is_refused(line: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Report.read(line)
