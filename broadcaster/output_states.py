"""How the outputs are, as the transmitter tells it: kept when it changes, and written down when it stays bad."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import alarms
from broadcaster.models import Output
from broadcaster.outputs.port import Health
from station import audit
from station.models import Zone

TOLERATED = timedelta(seconds=30)
STATION = "loa"


class OutputState(StrEnum):
    """How an output is; the first two are never stored, they follow from what is known elsewhere."""

    OFF = "off"
    NOT_PLAYING = "not_playing"
    UNKNOWN = "unknown"
    OK = "ok"
    FAILING = "failing"


STATE_NAMES = {
    OutputState.OFF: "Đang tắt",
    OutputState.NOT_PLAYING: "Trình phát không chạy",
    OutputState.UNKNOWN: "Đang kiểm tra",
    OutputState.OK: "Đang nhận tiếng",
    OutputState.FAILING: "Không nhận được tiếng",
}


def of(output: Output, *, is_playing: bool) -> OutputState:
    """Return how an output is now: while play-out is not alive, nobody knows, whatever was last told."""
    if not output.enabled:
        return OutputState.OFF
    return OutputState(output.state) if is_playing else OutputState.NOT_PLAYING


def write(session: Session, states: Iterable[tuple[int, Health]], *, now: datetime) -> None:
    """Keep what changed; call it every few seconds, so that a failure of more than 30 s leaves a line."""
    told = dict(states)
    for output in session.scalars(select(Output).where(Output.id.in_(told), Output.enabled)):
        _keep(output, told[output.id], now)
        _alarm(session, output, now)


def changed(session: Session, states: Iterable[tuple[int, Health]], *, now: datetime) -> bool:
    """Would write() write anything? Asked in a reading session, so that nobody waits for nothing."""
    told = dict(states)
    outputs = session.scalars(select(Output).where(Output.id.in_(told), Output.enabled))
    return any(_differs(each, told[each.id]) or _alarm_due(each, now) for each in outputs)


def _word(health: Health) -> OutputState:
    return OutputState.OK if health.ok else OutputState.FAILING


def _differs(output: Output, health: Health) -> bool:
    return (output.state, output.state_sentence) != (_word(health), health.sentence)


def _keep(output: Output, health: Health, now: datetime) -> None:
    if output.state != _word(health):
        output.state, output.state_at = _word(health), now
    if output.state_sentence != health.sentence:
        output.state_sentence = health.sentence


def _alarm_due(output: Output, now: datetime) -> bool:
    if output.state == OutputState.OK:
        return output.alarmed
    failing = output.state == OutputState.FAILING and output.state_at is not None
    return failing and not output.alarmed and now - (output.state_at or now) > TOLERATED


def _alarm(session: Session, output: Output, now: datetime) -> None:
    if not _alarm_due(output, now):
        return
    if output.state == OutputState.FAILING:
        output.alarmed = True
        zone = session.get_one(Zone, output.zone_id)
        sentence = f"Đầu ra «{output.name}»: {output.state_sentence}"
        alarms.raise_(session, alarms.Kind.OUTPUT, sentence, now=now, zone=zone, about=output.id)
    else:
        end_alarm(session, output, now=now)
    detail = {"name": output.name, "sentence": output.state_sentence}
    deed = "output_failing" if output.alarmed else "output_recovered"
    audit.record(session, STATION, deed, f"output/{output.id}", now=now, **detail)


def end_alarm(session: Session, output: Output, *, now: datetime) -> None:
    """Say no longer that an output fails: it recovered, or it is no longer wanted as it was."""
    output.alarmed = False
    alarms.end(session, alarms.Kind.OUTPUT, now=now, zone_id=output.zone_id, about=output.id)
