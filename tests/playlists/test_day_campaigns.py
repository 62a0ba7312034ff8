"""From a day of the year to its campaign: by the terms kept with the day, once each time that it falls."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from playlists.models import DayCampaign, YearDay
from playlists.year import daycampaigns, yearkeeping, yearqueries
from playlists.year.daycampaigns import BegunBefore, NoLead, NotThatDay
from playlists.year.daysasked import DayAsked, Lead
from station.errors import Forbidden
from tests.conftest import NOW, SAIGON, People

TODAY = date(2026, 11, 22)
TET = date(2027, 2, 5)
LEAD = Lead(10, basis="Kế hoạch 93/KH-UBND", field="Văn hóa, thể thao, du lịch", unit="Phòng VH-XH", goal_airings=20)


@pytest.fixture
def tet(session: Session, people: People, zones: dict[str, int]) -> YearDay:
    wanted = DayAsked("Tết Nguyên đán", "holiday", "30/12 âm lịch", days=5, lead=LEAD)
    return yearkeeping.keep(session, wanted, by=people.minh, now=NOW)


def test_a_campaign_begins_so_many_days_before_and_ends_with_the_day_in_the_whole_commune(
    session: Session, people: People, zones: dict[str, int], tet: YearDay
) -> None:
    found = daycampaigns.start(session, tet.id, TET, today=TODAY, by=people.minh, now=NOW)

    assert (found.name, found.basis, found.unit) == ("Tuyên truyền Tết Nguyên đán 2027", LEAD.basis, LEAD.unit)
    assert (found.first_day, found.last_day) == (date(2027, 1, 26), date(2027, 2, 9))
    assert (found.zone_ids, found.goal_airings, found.goal_minutes) == ([zones["xa"]], 20, None)


def test_it_is_started_once_each_year(session: Session, people: People, tet: YearDay) -> None:
    daycampaigns.start(session, tet.id, TET, today=TODAY, by=people.minh, now=NOW)

    with pytest.raises(BegunBefore):
        daycampaigns.start(session, tet.id, TET, today=TODAY, by=people.minh, now=NOW)

    assert daycampaigns.start(session, tet.id, date(2028, 1, 25), today=TODAY, by=people.minh, now=NOW)


@pytest.mark.parametrize("on", [date(2027, 2, 6), date(2026, 2, 16), date(2027, 1, 1)])
def test_a_date_on_which_the_day_does_not_fall_or_that_is_past_is_refused(
    session: Session, people: People, tet: YearDay, on: date
) -> None:
    with pytest.raises(NotThatDay):
        daycampaigns.start(session, tet.id, on, today=TODAY, by=people.minh, now=NOW)


def test_a_day_without_terms_and_a_person_who_does_not_plan_start_nothing(
    session: Session, people: People, tet: YearDay
) -> None:
    plain = yearkeeping.keep(session, DayAsked("Rằm", "festival", "15/1 âm lịch"), by=people.minh, now=NOW)

    with pytest.raises(NoLead):
        daycampaigns.start(session, plain.id, date(2027, 2, 20), today=TODAY, by=people.minh, now=NOW)
    with pytest.raises(Forbidden):
        daycampaigns.start(session, tet.id, TET, today=TODAY, by=people.lan, now=NOW)


def test_what_is_coming_tells_which_campaigns_are_still_to_be_started(
    session: Session, people: People, tet: YearDay
) -> None:
    soon = date(2027, 1, 1)
    before = [(each.day.name, each.campaign) for each in yearqueries.coming(session, soon)]

    campaign = daycampaigns.start(session, tet.id, TET, today=soon, by=people.minh, now=NOW)

    (after,) = yearqueries.coming(session, soon)
    assert before == [("Tết Nguyên đán", None)]
    assert after.campaign is campaign
    assert after.campaign_days == (campaign.first_day, campaign.last_day)


def test_a_running_campaign_stands_in_the_calendar_from_its_first_day_to_its_last(
    session: Session, people: People, tet: YearDay
) -> None:
    daycampaigns.start(session, tet.id, TET, today=TODAY, by=people.minh, now=NOW)

    cells = yearqueries.cells(session, date(2027, 1, 20), date(2027, 2, 20), timezone=SAIGON)

    days = [cell.on for cell in cells if cell.campaigns]
    assert (days[0], days[-1], len(days)) == (date(2027, 1, 26), date(2027, 2, 9), 15)


def test_a_day_that_is_removed_leaves_its_campaign_running(session: Session, people: People, tet: YearDay) -> None:
    campaign = daycampaigns.start(session, tet.id, TET, today=TODAY, by=people.minh, now=NOW)
    session.commit()

    yearkeeping.remove(session, tet.id, by=people.minh, now=NOW)
    session.commit()

    assert session.query(DayCampaign).count() == 0
    assert daycampaigns.running(session, TET, TET) == [campaign]
