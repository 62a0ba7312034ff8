"""When a tone may ring: not at night, not over an emergency, not long after it was asked for."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from broadcaster import output_actions as actions
from broadcaster import output_queries as queries
from broadcaster import output_testing
from broadcaster.breakin import breakins
from broadcaster.models import Output
from content import actions as contents
from content.models import Urgency
from station.models import Zone
from tests.conftest import NOW, SAIGON, People
from tests.content.test_approval import give_clip

NIGHT = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)  # 03:15 in the commune
KINDS = {"icecast": {"address": "http://may-chu/xa", "password": "x"}, "file": {}}


@pytest.fixture
def outputs(session: Session, people: People, zones: dict[str, int]) -> dict[str, Output]:
    return {
        kind: actions.add(session, kind, actions.Setup(zones["xa"], kind, values), by=people.chief, now=NOW)
        for kind, values in KINDS.items()
    }


def ask(session: Session, people: People, output: Output, now: datetime = NOW) -> Output:
    return output_testing.ask(session, output.id, by=people.chief, now=now, timezone=SAIGON)


def test_a_test_is_taken_once_and_only_while_somebody_listens(
    session: Session, people: People, outputs: dict[str, Output]
) -> None:
    output = ask(session, people, outputs["icecast"])
    asked = queries.tests_are_asked(session)

    first, second = (output_testing.take(session, now=NOW + timedelta(seconds=1)) for _ in range(2))
    ask(session, people, output)
    late = output_testing.take(session, now=NOW + timedelta(seconds=11))

    assert (asked, first, second, late) == (True, [output.id], [], [])
    assert not queries.tests_are_asked(session)


def test_what_is_switched_off_is_not_tested(session: Session, people: People, outputs: dict[str, Output]) -> None:
    actions.switch(session, outputs["file"].id, on=False, by=people.chief, now=NOW)

    with pytest.raises(output_testing.SwitchedOff):
        ask(session, people, outputs["file"])


def test_no_loudspeaker_is_tested_at_night_but_in_a_rehearsal_zone(
    session: Session, people: People, zones: dict[str, int], outputs: dict[str, Output]
) -> None:
    with pytest.raises(output_testing.NightTest):
        ask(session, people, outputs["icecast"], NIGHT)

    assert ask(session, people, outputs["file"], NIGHT).test_asked_at == NIGHT
    session.get_one(Zone, zones["xa"]).is_test = True
    assert ask(session, people, outputs["icecast"], NIGHT).test_asked_at == NIGHT


@pytest.mark.parametrize(
    ("at", "night"),
    [("20:59:59", False), ("21:00:00", True), ("00:00:00", True), ("05:59:59", True), ("06:00:00", False)],
)
def test_night_is_what_the_rule_on_noise_says(at: str, night: bool) -> None:
    assert output_testing.is_night(time.fromisoformat(at)) is night


def test_no_tone_covers_an_emergency(
    session: Session, people: People, zones: dict[str, int], outputs: dict[str, Output]
) -> None:
    ask(session, people, outputs["file"])
    terms = contents.Terms([zones["xa"]], urgency=Urgency.URGENT)
    urgent = contents.write(session, contents.Wording("Lũ về", "Nước lên nhanh."), terms, by=people.lan, now=NOW)
    give_clip(session, urgent, "a" * 64)
    breakins.order(session, urgent.id, [zones["xa"]], by=people.minh, now=NOW, timezone=SAIGON)

    with pytest.raises(output_testing.EmergencySounds, match="Lũ về"):
        ask(session, people, outputs["icecast"])

    assert output_testing.take(session, now=NOW) == []
