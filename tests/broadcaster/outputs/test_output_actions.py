"""Outputs as people set them up: what is taken, what is refused, and what is never told again."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import alarms, output_testing
from broadcaster import output_actions as actions
from broadcaster import output_queries as queries
from broadcaster import output_states as states
from broadcaster.models import Output
from broadcaster.outputs.port import Health
from broadcaster.outputs.table import KINDS
from station.errors import BadInput, Forbidden, NotFound
from station.models import AuditEntry
from tests.conftest import NOW, SAIGON, People

ADDRESS = "http://may-chu:8000/xa.mp3"
VALUES = {"address": ADDRESS, "password": "bí mật"}
SECONDS = [NOW + timedelta(seconds=each) for each in range(100)]


@pytest.fixture
def output(session: Session, people: People, zones: dict[str, int]) -> Output:
    setup = actions.Setup(zones["xa"], "Máy chủ huyện", VALUES)
    return actions.add(session, "icecast", setup, by=people.chief, now=NOW)


def deeds(session: Session) -> list[str]:
    return [entry.deed for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_what_was_set_up_is_what_play_out_opens(session: Session, output: Output) -> None:
    (spec,) = queries.specs(session)

    assert (spec.kind, spec.address, spec.zone_slug, spec.zone_name) == ("icecast", ADDRESS, "xa", "Toàn xã")
    assert dict(spec.options) == {"user": "source", "password": "bí mật"}


def test_a_password_is_in_no_audit_row_and_in_no_print(session: Session, people: People, output: Output) -> None:
    setup = actions.Setup(output.zone_id, "Khác", {**VALUES, "password": "mới tinh"})
    actions.change(session, output.id, setup, by=people.chief, now=NOW)
    output_testing.ask(session, output.id, by=people.chief, now=NOW, timezone=SAIGON)
    actions.delete(session, output.id, by=people.chief, now=NOW)

    told = " ".join(str(entry.detail) for entry in session.scalars(select(AuditEntry)))

    assert deeds(session) == ["add_output", "change_output", "test_output", "delete_output"]
    assert "bí mật" not in told + repr(setup) and "mới tinh" not in told + repr(setup)


def test_specs_print_no_password(session: Session, output: Output) -> None:
    assert "bí mật" not in repr(queries.specs(session))


@pytest.mark.parametrize("values", [{"address": ADDRESS, "password": ""}, {"address": ADDRESS}])
def test_a_password_left_empty_stays(session: Session, people: People, output: Output, values: dict[str, str]) -> None:
    actions.change(session, output.id, actions.Setup(output.zone_id, "", values), by=people.chief, now=NOW)

    assert output.options["password"] == "bí mật"
    assert output.name == "Máy chủ Icecast, Toàn xã"


@pytest.mark.parametrize(
    ("values", "box"),
    [
        ({"password": "x"}, "address"),
        ({"address": ADDRESS}, "password"),
        ({"address": "may-chu:8000/xa", "password": "x"}, "address"),
        ({"address": "ftp://may-chu/xa", "password": "x"}, "address"),
        ({"address": "http://may-chu:8000/", "password": "x"}, "address"),
        ({"address": "http://may-chu:99999/xa", "password": "x"}, "address"),
        ({"address": "http://[::1/xa", "password": "x"}, "address"),
        ({"address": "http://source:hackme@may-chu/xa", "password": "x"}, "address"),
        ({"address": "http://may-chu/xa?mount=/y", "password": "x"}, "address"),
        ({"address": "http://may chu/xa", "password": "x"}, "address"),
        ({"address": "http://may-chu/" + "a" * 300, "password": "x"}, "address"),
        ({"address": ADDRESS, "password": "x\r\nHost: y"}, "password"),
        ({"address": ADDRESS, "password": "x", "ttl": "1"}, "ttl"),
    ],
)
def test_what_cannot_be_used_is_refused_beside_its_box(
    session: Session, people: People, zones: dict[str, int], values: dict[str, str], box: str
) -> None:
    with pytest.raises(BadInput) as refused:
        actions.add(session, "icecast", actions.Setup(zones["xa"], "", values), by=people.chief, now=NOW)

    assert refused.value.field == box
    assert queries.specs(session) == []


def test_an_unknown_kind_is_refused(session: Session, people: People, zones: dict[str, int]) -> None:
    with pytest.raises(BadInput, match="bồ câu"):
        actions.add(session, "bồ câu", actions.Setup(zones["xa"], "", {}), by=people.chief, now=NOW)


def test_two_outputs_never_share_an_address(
    session: Session, people: People, zones: dict[str, int], output: Output
) -> None:
    with pytest.raises(BadInput, match="Máy chủ huyện"):
        actions.add(session, "icecast", actions.Setup(zones["thon-dong"], "", VALUES), by=people.chief, now=NOW)


@pytest.mark.parametrize("name", ["lan", "hung", "minh"])
def test_only_an_administrator_touches_outputs(session: Session, people: People, output: Output, name: str) -> None:
    by = getattr(people, name)
    setup = actions.Setup(output.zone_id, "", VALUES)

    for attempt in (
        lambda: actions.add(session, "icecast", setup, by=by, now=NOW),
        lambda: actions.change(session, output.id, setup, by=by, now=NOW),
        lambda: actions.switch(session, output.id, on=False, by=by, now=NOW),
        lambda: actions.delete(session, output.id, by=by, now=NOW),
        lambda: output_testing.ask(session, output.id, by=by, now=NOW, timezone=SAIGON),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_what_is_switched_off_is_not_opened(session: Session, people: People, output: Output) -> None:
    actions.switch(session, output.id, on=False, by=people.chief, now=NOW)

    assert queries.specs(session) == []


def test_a_deleted_output_is_gone(session: Session, people: People, output: Output) -> None:
    actions.delete(session, output.id, by=people.chief, now=NOW)

    with pytest.raises(NotFound):
        actions.get(session, output.id)


def test_a_state_is_kept_since_it_began(session: Session, output: Output) -> None:
    bad = Health(ok=False, sentence="Máy chủ không trả lời.")

    states.write(session, [(output.id, bad)], now=SECONDS[1])
    states.write(session, [(output.id, bad)], now=SECONDS[20])

    assert (output.state, output.state_sentence, output.state_at) == ("failing", bad.sentence, SECONDS[1])
    assert not states.changed(session, [(output.id, bad)], now=SECONDS[20])
    assert "output_failing" not in deeds(session)


def test_a_failure_of_more_than_thirty_seconds_leaves_one_line_and_so_does_its_end(
    session: Session, output: Output
) -> None:
    bad, good = Health(ok=False, sentence="Máy chủ không trả lời."), Health(ok=True)
    for moment in (SECONDS[1], SECONDS[31], SECONDS[32], SECONDS[60]):
        states.write(session, [(output.id, bad)], now=moment)
    standing = [alarm.sentence for alarm in alarms.going_on(session)]
    for moment in (SECONDS[61], SECONDS[62]):
        states.write(session, [(output.id, good)], now=moment)

    assert standing == ["Đầu ra «Máy chủ huyện»: Máy chủ không trả lời."]
    assert alarms.going_on(session) == []
    assert deeds(session) == ["add_output", "output_failing", "output_recovered"]
    assert (output.state, output.state_at, output.alarmed) == ("ok", SECONDS[61], False)


@pytest.mark.parametrize("deed", ["change", "switch", "delete"])
def test_an_output_that_is_no_longer_wanted_raises_no_alarm(
    session: Session, people: People, zones: dict[str, int], output: Output, deed: str
) -> None:
    for moment in (SECONDS[1], SECONDS[40]):
        states.write(session, [(output.id, Health(ok=False, sentence="Mất điện."))], now=moment)
    raised = len(alarms.going_on(session))
    setup = actions.Setup(zones["thon-dong"], "", VALUES)

    match deed:
        case "change":
            actions.change(session, output.id, setup, by=people.chief, now=SECONDS[50])
        case "switch":
            actions.switch(session, output.id, on=False, by=people.chief, now=SECONDS[50])
        case _:
            actions.delete(session, output.id, by=people.chief, now=SECONDS[50])

    assert (raised, alarms.going_on(session)) == (1, [])


def test_a_change_makes_the_state_unknown_until_play_out_tells(
    session: Session, people: People, output: Output
) -> None:
    states.write(session, [(output.id, Health(ok=True))], now=NOW)

    actions.change(session, output.id, actions.Setup(output.zone_id, "", VALUES), by=people.chief, now=NOW)

    assert (output.state, output.state_at) == ("unknown", None)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_says_what_it_asks_in_words(name: str) -> None:
    kind = KINDS[name]
    names = [each.name for each in kind.fields]

    assert kind.label and kind.hint.endswith(".")
    assert len(set(names)) == len(names) and {"name", "zone", "zone_id", "kind", "enabled"}.isdisjoint(names)
    assert all(each.label and not (each.secret and each.default) for each in kind.fields)
    assert all(each.default in each.choices for each in kind.fields if each.choices)
