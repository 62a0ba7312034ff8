"""A break-in is claimed with its order, so that it can sound the instant the order is committed."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import asrun
from broadcaster.breakin import breakins, urgent
from broadcaster.breakin import ending as breakin_ending
from broadcaster.breakin.breakins import Manner
from broadcaster.happening import Happening
from broadcaster.models import AsRun, BreakIn
from station import ledger
from tests.conftest import NOW, SAIGON, People
from tests.content.test_approval import approved

SECOND = timedelta(seconds=1)


@pytest.fixture
def order(session: Session, people: People, zones: dict[str, int]) -> BreakIn:
    announcement = approved(session, people, zones)
    zone_ids = [zones["thon-dong"]]
    manner, by = Manner(times=2), people.minh
    return breakins.order(session, announcement.id, zone_ids, by=by, now=NOW, timezone=SAIGON, manner=manner)


def test_the_first_turn_is_claimed_in_every_zone_with_the_order_itself(
    session: Session, order: BreakIn, zones: dict[str, int]
) -> None:
    rows = session.scalars(select(AsRun)).all()

    assert {row.zone_id for row in rows} == {zones["thon-dong"], zones["cong-dong"]}
    assert {(row.occurrence, row.item) for row in rows} == {(f"b{order.id}", "words.1")}
    assert {(row.planned_at, row.approval_id) for row in rows} == {(NOW, order.approval_id)}
    assert ledger.first_break(session, AsRun) is None


def test_what_a_break_in_claimed_is_planned_without_looking_at_anything_else(
    session: Session, order: BreakIn, zones: dict[str, int]
) -> None:
    [found] = urgent.interruptions(session, order.id, now=NOW + 0.04 * SECOND)

    assert found.claims.keys() == {zones["thon-dong"], zones["cong-dong"]}
    assert [(each.origin, each.first_frame, each.end_frame) for each in found.sounds] == [(NOW, 0, order.frames)]


@pytest.mark.parametrize("fate", ["begun", "ended", "unknown", "past"])
def test_what_has_begun_or_is_over_is_left_to_the_ordinary_look(
    session: Session, people: People, order: BreakIn, fate: str
) -> None:
    number, now = order.id, NOW + SECOND
    if fate == "begun":
        for as_run_id in session.scalars(select(AsRun.id)).all():
            asrun.write_events(session, [asrun.Entry(as_run_id, Happening.STARTED, NOW, 0)])
    elif fate == "ended":
        breakin_ending.end(session, number, by=people.minh, now=now)
    elif fate == "unknown":
        number += 1
    else:
        now += timedelta(hours=1)

    assert urgent.interruptions(session, number, now=now) == []


def test_a_second_break_in_takes_over_wherever_it_is_ordered(
    session: Session, people: People, order: BreakIn, zones: dict[str, int]
) -> None:
    now, zone_ids = NOW + SECOND, [zones["cong-dong"], zones["thon-tay"]]
    second = breakins.order(session, order.announcement_id, zone_ids, by=people.minh, now=now, timezone=SAIGON)

    [first_left], [new] = (urgent.interruptions(session, each.id, now=now) for each in (order, second))

    assert (first_left.claims.keys(), new.claims.keys()) == ({zones["thon-dong"]}, set(zone_ids))
    assert order.taken_over == {str(zones["cong-dong"]): second.id}


def test_what_waits_for_its_time_or_for_its_sound_claims_nothing_yet(
    session: Session, people: People, order: BreakIn, zones: dict[str, int]
) -> None:
    later = breakins.order(
        session,
        order.announcement_id,
        [zones["xa"]],
        by=people.minh,
        now=NOW,
        timezone=SAIGON,
        begins_at=NOW + SECOND,
    )

    assert urgent.interruptions(session, later.id, now=NOW) == []
    assert order.taken_over == {}
