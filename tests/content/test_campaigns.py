"""Campaigns and the queue: what may be typed, who may, and that a refusal leaves nothing behind."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content import campaigns, queueing
from content.campaigns import CampaignAsked, CampaignClosed
from content.models import Campaign, QueueEntry
from content.queueing import DayPart, QueueAsked, part_of
from station.errors import BadInput, Forbidden, NotFound
from station.models import AuditEntry
from tests.conftest import NOW, People
from tests.content.test_approval import approved, voiced
from tests.content.test_lines import written

DAY = date(2026, 12, 1)


def asked(zones: dict[str, int], **terms: Any) -> CampaignAsked:
    base = CampaignAsked("Thu thuế đất", "CV 12/UBND", DAY, DAY + timedelta(days=14), "Kinh tế", "Thuế", [zones["xa"]])
    return replace(base, **terms)


def start(session: Session, people: People, zones: dict[str, int], **terms: Any) -> Campaign:
    return campaigns.start(session, asked(zones, **terms), by=people.minh, now=NOW)


def test_a_campaign_keeps_what_was_typed_and_who_started_it(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    found = start(session, people, zones, name="  Thu   thuế đất ", goal_airings=30)

    assert (found.name, found.basis, found.goal_airings, found.goal_minutes) == ("Thu thuế đất", "CV 12/UBND", 30, None)
    assert (found.started_by, found.started_at) == ("minh", NOW)
    assert session.scalars(select(AuditEntry.deed)).all()[-1] == "start_campaign"


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("name", {"name": "  "}),
        ("name", {"name": "x" * 121}),
        ("name", {"name": "a\x07b"}),
        ("basis", {"basis": "x" * 301}),
        ("field", {"field": "x" * 81}),
        ("unit", {"unit": "x" * 121}),
        ("last_day", {"last_day": DAY - timedelta(days=1)}),
        ("last_day", {"last_day": DAY + timedelta(days=1200)}),
        ("zones", {"zone_ids": []}),
        ("goal_airings", {"goal_airings": 0}),
        ("goal_airings", {"goal_airings": 10_001}),
        ("goal_minutes", {"goal_minutes": -1}),
        ("goal_minutes", {"goal_minutes": 5, "goal_airings": 5}),
    ],
)
def test_a_bad_value_is_told_at_its_box_and_nothing_is_saved(
    session: Session, people: People, zones: dict[str, int], field: str, terms: dict[str, Any]
) -> None:
    with pytest.raises(BadInput) as refusal:
        start(session, people, zones, **terms)

    assert refusal.value.field == field
    assert session.scalar(select(func.count(Campaign.id))) == 0


def test_only_who_plans_starts_a_campaign(session: Session, people: People, zones: dict[str, int]) -> None:
    with pytest.raises(Forbidden):
        campaigns.start(session, asked(zones), by=people.lan, now=NOW)


def test_a_refused_change_leaves_a_campaign_as_it_was(session: Session, people: People, zones: dict[str, int]) -> None:
    found = start(session, people, zones)

    with pytest.raises(BadInput):
        campaigns.change(session, found.id, asked(zones, name="Khác", goal_airings=0), by=people.minh, now=NOW)

    assert found.name == "Thu thuế đất"


def test_a_closed_campaign_is_changed_no_more(session: Session, people: People, zones: dict[str, int]) -> None:
    found = start(session, people, zones)
    campaigns.close(session, found.id, by=people.minh, now=NOW)

    with pytest.raises(CampaignClosed):
        campaigns.close(session, found.id, by=people.minh, now=NOW)
    with pytest.raises(CampaignClosed):
        campaigns.enlist(session, found.id, 1, by=people.minh, now=NOW)
    with pytest.raises(CampaignClosed):
        campaigns.change(session, found.id, asked(zones), by=people.minh, now=NOW)


def test_an_announcement_serves_one_campaign(session: Session, people: People, zones: dict[str, int]) -> None:
    one, two, speech = start(session, people, zones), start(session, people, zones), approved(session, people, zones)
    campaigns.enlist(session, one.id, speech.id, by=people.minh, now=NOW)

    with pytest.raises(BadInput, match="Thu thuế đất"):
        campaigns.enlist(session, two.id, speech.id, by=people.minh, now=NOW)
    campaigns.dismiss(session, one.id, speech.id, by=people.minh, now=NOW)
    campaigns.enlist(session, two.id, speech.id, by=people.minh, now=NOW)

    assert speech.campaign_id == two.id
    assert speech.state == "approved"


def test_what_is_not_in_a_campaign_cannot_be_taken_out(session: Session, people: People, zones: dict[str, int]) -> None:
    found, speech = start(session, people, zones), approved(session, people, zones)

    with pytest.raises(NotFound):
        campaigns.dismiss(session, found.id, speech.id, by=people.minh, now=NOW)


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("last_day", {"first_day": DAY, "last_day": DAY - timedelta(days=1)}),
        ("a_day", {"a_day": 0}),
        ("a_day", {"a_day": 25}),
        ("total", {"total": -1}),
        ("total", {"total": 10_001}),
        ("gap_hours", {"gap_hours": 25}),
        ("urgency", {"urgency": "urgent"}),
        ("day_parts", {"day_parts": ["midnight"]}),
        ("not_after", {"not_before": time(18), "not_after": time(6)}),
    ],
)
def test_a_bad_queue_value_is_told_at_its_box_and_nothing_is_queued(
    session: Session, people: People, zones: dict[str, int], field: str, terms: dict[str, Any]
) -> None:
    speech = approved(session, people, zones)

    with pytest.raises(BadInput) as refusal:
        queueing.queue(session, speech.id, QueueAsked(**terms), by=people.minh, now=NOW)

    assert refusal.value.field == field
    assert session.get(QueueEntry, speech.id) is None


def test_a_zone_outside_the_announcements_own_is_refused(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    speech = voiced(session, people, zones)
    speech.zone_ids = [zones["thon-dong"]]

    with pytest.raises(BadInput, match="nằm trong khu vực của bản tin"):
        queueing.queue(session, speech.id, QueueAsked(zone_ids=[zones["xa"]]), by=people.minh, now=NOW)
    inside = queueing.queue(session, speech.id, QueueAsked(zone_ids=[zones["cong-dong"]]), by=people.minh, now=NOW)

    assert inside.zone_ids == [zones["cong-dong"]]


def test_a_line_with_blanks_is_neither_queued_nor_enlisted(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    line, found = written(session, people, zones), start(session, people, zones)

    with pytest.raises(BadInput):
        queueing.queue(session, line.id, QueueAsked(), by=people.minh, now=NOW)
    with pytest.raises(BadInput):
        campaigns.enlist(session, found.id, line.id, by=people.minh, now=NOW)


def test_queueing_anew_replaces_the_terms_and_unqueueing_forgets_them(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    speech = approved(session, people, zones)
    queueing.queue(session, speech.id, QueueAsked(total=5), by=people.minh, now=NOW)
    queueing.queue(session, speech.id, QueueAsked(day_parts=["evening", "morning"]), by=people.minh, now=NOW)

    entry = session.get_one(QueueEntry, speech.id)
    assert (entry.total, entry.day_parts) == (0, ["morning", "evening"])
    queueing.unqueue(session, speech.id, by=people.minh, now=NOW)
    with pytest.raises(NotFound):
        queueing.unqueue(session, speech.id, by=people.minh, now=NOW)


@pytest.mark.parametrize(
    ("at", "part"),
    [(time(5), DayPart.MORNING), (time(9, 59), DayPart.MORNING), (time(10), DayPart.NOON), (time(14), DayPart.EVENING)],
)
def test_a_programme_belongs_to_the_part_of_the_day_in_which_it_begins(at: time, part: DayPart) -> None:
    assert part_of(at) is part
