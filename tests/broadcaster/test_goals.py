"""Campaigns' goals: what was heard, what will be, and what is said early when it will not do."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from broadcaster import forecast, goals
from content import campaigns, queueing
from content.campaigns import CampaignAsked
from content.models import Announcement, Campaign
from content.queueing import QueueAsked
from playlists import actions as plans
from playlists.queueing.queue_items import QueueRoom
from station.database import Database
from tests.broadcaster.test_queue_on_air import CLIP, play
from tests.conftest import NOW, SAIGON, People
from tests.playlists.line_station import LineStation

DAY = date(2026, 11, 22)
START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def station(session: Session, people: People, zones: dict[str, int]) -> LineStation:
    return LineStation(session, people, zones)


def campaign(station: LineStation, members: Sequence[Announcement], *, airings: int, days: int) -> Campaign:
    """A campaign for the whole commune that these announcements serve."""
    zone_ids, last = [station.zones["xa"]], DAY + timedelta(days=days - 1)
    told = CampaignAsked("Thu thuế", "CV 12", DAY, last, "", "Thuế", zone_ids, goal_airings=airings)
    drive = campaigns.start(station.session, told, by=station.people.minh, now=NOW)
    for each in members:
        campaigns.enlist(station.session, drive.id, each.id, by=station.people.minh, now=NOW)
    return drive


def queued(station: LineStation, title: str, **terms: object) -> Announcement:
    speech = station.speech(title)
    asked = QueueAsked(**{"gap_hours": 0, "a_day": 1, **terms})  # type: ignore[arg-type]
    queueing.queue(station.session, speech.id, asked, by=station.people.minh, now=NOW)
    return speech


def book(station: LineStation, seconds: float = 60, zone: str = "xa") -> None:
    """A programme at five in the afternoon that draws."""
    entries = [plans.Entry(queue=QueueRoom(seconds))]
    playlist = plans.save_playlist(station.session, f"Lấy tin {zone}", entries, by=station.people.minh, now=NOW)
    timing, by = plans.Timing(time(17), DAY, range(7)), station.people.minh
    session, zone_ids = station.session, [station.zones[zone]]
    plans.book(session, "Chiều", playlist.id, zone_ids, timing, by=by, now=NOW, timezone=SAIGON)


def test_a_goal_that_can_be_met_puts_nothing_at_risk(station: LineStation) -> None:
    campaign(station, [queued(station, "Thuế")], airings=5, days=5)
    book(station)

    assert goals.at_risk(station.session, now=NOW, timezone=SAIGON) == []


def test_a_goal_that_cannot_be_met_is_told_with_what_is_missing_and_where(station: LineStation) -> None:
    drive = campaign(station, [queued(station, "Thuế")], airings=7, days=5)
    book(station, zone="thon-tay")

    (risk,) = goals.at_risk(station.session, now=NOW, timezone=SAIGON)

    assert (risk.campaign_id, risk.name) == (drive.id, "Thu thuế")
    assert risk.sentence == (
        "Đợt «Thu thuế»: đến hết 26/11/2026 dự kiến chỉ đạt 0/7 lượt ở Cụm cổng thôn Đông, thiếu 7 lượt."
    )


def test_a_goal_months_away_that_cannot_be_met_is_told_today(station: LineStation) -> None:
    drive = campaign(station, [queued(station, "Thuế", last_day=DAY + timedelta(days=149))], airings=160, days=200)
    book(station)

    (risk,) = goals.at_risk(station.session, now=NOW, timezone=SAIGON)

    assert risk.campaign_id == drive.id
    assert "chỉ đạt 150/160" in risk.sentence


def test_where_a_year_of_draws_is_too_much_three_months_are_seen_and_nothing_is_claimed_beyond(
    station: LineStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forecast, "MOST_LOOKS", 95)  # one programme a day, one candidate
    drive = campaign(station, [queued(station, "Thuế")], airings=160, days=200)
    book(station)

    stands = goals.standings(station.session, [drive], now=NOW, timezone=SAIGON, with_forecast=True)[drive.id]

    assert stands.by_the_end is not None
    assert (stands.by_the_end.least, stands.risk, stands.seen_to) == (95, None, DAY + timedelta(days=95))


def test_what_was_heard_counts_where_it_was_heard(database: Database, station: LineStation) -> None:
    drive = campaign(station, [queued(station, "Thuế")], airings=5, days=5)
    book(station, zone="thon-tay")

    play(database, station, 2 * CLIP)

    told = goals.standings(station.session, [drive], now=START + timedelta(hours=1), timezone=SAIGON)[drive.id].now
    assert told is not None
    assert (told.least, told.most, told.wanted) == (0, 1, 5)


def test_the_forecast_goes_on_from_what_was_heard(database: Database, station: LineStation) -> None:
    drive = campaign(station, [queued(station, "Thuế")], airings=5, days=5)
    book(station)

    play(database, station, 2 * CLIP)

    found = goals.standings(
        station.session, [drive], now=START + timedelta(hours=1), timezone=SAIGON, with_forecast=True
    )[drive.id]
    assert found.now is not None
    assert found.by_the_end is not None
    assert (found.now.least, found.by_the_end.least, found.risk) == (1, 5, None)


def test_the_coming_airings_of_an_announcement_are_told_with_their_reasons(station: LineStation) -> None:
    speech = queued(station, "Thuế", total=2, last_day=DAY + timedelta(days=1))
    book(station)

    coming = forecast.read(station.session, now=NOW, days=7, timezone=SAIGON).coming([speech.id])

    assert [(each.starts_at, each.reason) for each in coming] == [
        (START, "hạn 23/11/2026, còn 2 lượt phải phát, không còn ngày dự phòng"),
        (START + timedelta(days=1), "hạn 23/11/2026, còn 1 lượt phải phát, không còn ngày dự phòng"),
    ]
    assert coming[0].zones == (station.zones["thon-tay"], station.zones["cong-dong"])


def test_it_is_told_why_an_announcement_will_not_be_drawn(station: LineStation) -> None:
    speech = queued(station, "Thuế", not_before=time(18))
    book(station)

    found = forecast.read(station.session, now=NOW, days=2, timezone=SAIGON).passed_over(speech.id)

    assert [why for _, why in found] == ["ngoài khung giờ của bản tin"] * 2


def test_what_was_heard_before_the_campaign_counts_neither_for_its_goal_nor_for_a_total(
    database: Database, station: LineStation
) -> None:
    speech = queued(station, "Thuế", total=1)
    book(station)
    play(database, station, 2 * CLIP)
    last = DAY + timedelta(days=5)
    told = CampaignAsked("Năm sau", "", DAY + timedelta(days=3), last, "", "", [station.zones["xa"]], goal_airings=1)
    drive = campaigns.start(station.session, told, by=station.people.minh, now=NOW)
    campaigns.enlist(station.session, drive.id, speech.id, by=station.people.minh, now=NOW)

    later = START + timedelta(days=2)
    found = goals.standings(station.session, [drive], now=later, timezone=SAIGON, with_forecast=True)[drive.id]

    assert found.now is not None
    assert found.by_the_end is not None
    assert (found.now.least, found.by_the_end.least) == (0, 1)


def test_what_is_spread_lasts_to_its_last_day_and_makes_up_for_days_without_a_programme(station: LineStation) -> None:
    days = {"first_day": DAY, "last_day": DAY + timedelta(days=27)}
    speech = queued(station, "Thuế", a_day=2, total=8, is_spread=True, **days)
    entries = [plans.Entry(queue=QueueRoom(60))]
    playlist = plans.save_playlist(station.session, "Cuối tuần", entries, by=station.people.minh, now=NOW)
    for hour in (9, 17):
        timing, told = plans.Timing(time(hour), DAY, [6]), {"by": station.people.minh, "now": NOW, "timezone": SAIGON}
        plans.book(station.session, "Chủ nhật", playlist.id, [station.zones["xa"]], timing, **told)

    coming = forecast.read(station.session, now=NOW, days=40, timezone=SAIGON).coming([speech.id])

    assert [(each.starts_at.astimezone(SAIGON).date() - DAY).days for each in coming] == [0, 0, 7, 7, 14, 14, 21, 21]
