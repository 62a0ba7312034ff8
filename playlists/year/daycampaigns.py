"""From a day of the year to its campaign: one deed, by the terms that are kept with the day."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import campaigns
from content.campaigns import CampaignAsked
from content.models import Campaign
from playlists.models import DayCampaign, YearDay
from playlists.year import yearkeeping
from playlists.year.daysasked import campaign_name, period
from playlists.year.yeardays import ONE_DAY, Kept
from station import zones
from station.errors import StationError
from station.models import Person
from station.roles import Deed, require

Begun = Mapping[tuple[int, date], Campaign]  # by a day's number and the date on which it falls


class NoLead(StationError):
    """A day was asked for a campaign, and none is set down for it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"«{name}» chưa đặt đợt tuyên truyền; hãy sửa ngày này và ghi bắt đầu trước mấy ngày.")


class NotThatDay(StationError):
    """The day does not fall on that date, or is over."""

    def __init__(self, name: str, on: date) -> None:
        super().__init__(f"«{name}» không rơi vào ngày {on:%d/%m/%Y}, hoặc ngày đó đã qua.")


class BegunBefore(StationError):
    """This time's campaign has been started already."""

    def __init__(self, name: str, on: date) -> None:
        super().__init__(f"Đợt tuyên truyền cho «{name}» ngày {on:%d/%m/%Y} đã được mở từ trước.")


def start(session: Session, day_id: int, on: date, *, today: date, by: Person, now: datetime) -> Campaign:
    """Start the campaign of a day that falls on this date, in the whole commune. Raise NoLead, NotThatDay, …"""
    require(by, Deed.PLAN)
    day = yearkeeping.get(session, day_id)
    if (day.id, on) in begun(session):
        raise BegunBefore(day.name, on)
    campaign = campaigns.start(session, asked(session, day, on, today=today), by=by, now=now)
    session.add(DayCampaign(year_day_id=day.id, falls_on=on, campaign_id=campaign.id))
    session.flush()
    return campaign


def asked(session: Session, day: YearDay, on: date, *, today: date) -> CampaignAsked:
    """Return the campaign that a day asks for. Raise NoLead, NotThatDay."""
    wanted, lead = yearkeeping.value(day), yearkeeping.asked(day).lead
    if lead is None:
        raise NoLead(day.name)
    kept = Kept(wanted, on, on + ONE_DAY * (day.days - 1))
    if on not in wanted.falls.in_year(on.year) or kept.last < today:
        raise NotThatDay(day.name, on)
    first, last = period(lead, kept)
    return CampaignAsked(
        name=campaign_name(lead, kept),
        basis=lead.basis,
        first_day=first,
        last_day=last,
        field=lead.field,
        unit=lead.unit,
        zone_ids=[number for number, above in zones.parents(session).items() if above is None],
        goal_airings=lead.goal_airings or None,
        goal_minutes=lead.goal_minutes or None,
    )


def begun(session: Session) -> Begun:
    """Return the campaigns that days have begun."""
    return {(each.year_day_id, each.falls_on): each.campaign for each in session.scalars(select(DayCampaign))}


def running(session: Session, first: date, last: date) -> list[Campaign]:
    """Return the campaigns that run on some day of [first, last] and were not closed, in order of time."""
    found = select(Campaign).where(Campaign.first_day <= last, Campaign.last_day >= first, Campaign.closed_at.is_(None))
    return list(session.scalars(found.order_by(Campaign.first_day, Campaign.id)))
