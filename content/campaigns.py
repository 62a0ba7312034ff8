"""What people do with campaigns: one function, one deed, one transaction of the caller's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from content import actions, texts
from content.models import Announcement, Campaign, Form
from station import audit, zones
from station.errors import BadInput, NotFound, StationError
from station.models import Person
from station.roles import Deed, require

MOST_AIRINGS = 10_000
MOST_MINUTES = 100_000
LONGEST_DAYS = 3 * 366
QUEUEABLE = frozenset({Form.SPEECH, Form.RECORDING})


class CampaignClosed(StationError):
    """A closed campaign was asked to change."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Đợt tuyên truyền «{name}» đã đóng, không sửa được nữa.")


@dataclass(frozen=True)
class CampaignAsked:
    """A campaign as typed; the goal is in airings or in minutes that every zone is to hear, or there is none."""

    name: str
    basis: str
    first_day: date
    last_day: date
    field: str
    unit: str
    zone_ids: Sequence[int]
    goal_airings: int | None = None
    goal_minutes: int | None = None


def start(session: Session, wanted: CampaignAsked, *, by: Person, now: datetime) -> Campaign:
    """Start a campaign. Raise BadInput, NotFound, Forbidden; nothing is half started."""
    require(by, Deed.PLAN)
    terms = _terms(session, wanted)
    campaign = Campaign(**terms, started_by=by.username, started_at=now)
    session.add(campaign)
    session.flush()
    audit.record(session, by.username, "start_campaign", f"campaign/{campaign.id}", now=now, name=campaign.name)
    return campaign


def change(session: Session, campaign_id: int, wanted: CampaignAsked, *, by: Person, now: datetime) -> Campaign:
    """Change a campaign's terms. Raise BadInput, NotFound, CampaignClosed, Forbidden."""
    require(by, Deed.PLAN)
    campaign = _open(session, campaign_id)
    for name, value in _terms(session, wanted).items():
        setattr(campaign, name, value)
    session.flush()
    audit.record(session, by.username, "change_campaign", f"campaign/{campaign.id}", now=now, name=campaign.name)
    return campaign


def close(session: Session, campaign_id: int, *, by: Person, now: datetime) -> Campaign:
    """Close a campaign: nothing more is drawn for it. Raise NotFound, CampaignClosed, Forbidden."""
    require(by, Deed.PLAN)
    campaign = _open(session, campaign_id)
    campaign.closed_at = now
    audit.record(session, by.username, "close_campaign", f"campaign/{campaign.id}", now=now, name=campaign.name)
    return campaign


def enlist(session: Session, campaign_id: int, announcement_id: int, *, by: Person, now: datetime) -> Announcement:
    """Let an announcement serve a campaign, and no other. Raise BadInput, NotFound, CampaignClosed, Forbidden."""
    require(by, Deed.PLAN)
    campaign = _open(session, campaign_id)
    announcement = actions.get(session, announcement_id)
    if announcement.form not in QUEUEABLE:
        raise BadInput("announcement", "Chỉ bản tin đọc hoặc ghi âm được đưa vào đợt tuyên truyền.")
    if announcement.campaign_id not in (None, campaign.id):
        other = session.get_one(Campaign, announcement.campaign_id)
        raise BadInput("announcement", f"Bản tin đang thuộc đợt «{other.name}»; hãy đưa ra khỏi đợt đó trước.")
    announcement.campaign_id = campaign.id
    _audit(session, campaign, announcement, "enlist", by, now)
    return announcement


def dismiss(session: Session, campaign_id: int, announcement_id: int, *, by: Person, now: datetime) -> Announcement:
    """Take an announcement out of a campaign. Raise NotFound, Forbidden."""
    require(by, Deed.PLAN)
    campaign, announcement = get(session, campaign_id), actions.get(session, announcement_id)
    if announcement.campaign_id != campaign.id:
        raise NotFound("bản tin trong đợt này", announcement_id)
    announcement.campaign_id = None
    _audit(session, campaign, announcement, "dismiss", by, now)
    return announcement


def get(session: Session, campaign_id: int) -> Campaign:
    """Return a campaign. Raise NotFound."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound("đợt tuyên truyền", campaign_id)
    return campaign


def _open(session: Session, campaign_id: int) -> Campaign:
    campaign = get(session, campaign_id)
    if campaign.closed_at is not None:
        raise CampaignClosed(campaign.name)
    return campaign


def _audit(
    session: Session, campaign: Campaign, announcement: Announcement, deed: str, by: Person, now: datetime
) -> None:
    session.flush()
    detail = {"name": campaign.name, "announcement": announcement.id}
    audit.record(session, by.username, deed, f"campaign/{campaign.id}", now=now, **detail)


def _terms(session: Session, wanted: CampaignAsked) -> dict[str, object]:
    _check_period(wanted.first_day, wanted.last_day)
    _check_goal(wanted)
    return {
        "name": _words("name", wanted.name, 120, "Hãy đặt tên đợt tuyên truyền, tối đa 120 ký tự.", needed=True),
        "basis": _words("basis", wanted.basis, 300, "Căn cứ dài tối đa 300 ký tự."),
        "field": _words("field", wanted.field, 80, "Lĩnh vực dài tối đa 80 ký tự."),
        "unit": _words("unit", wanted.unit, 120, "Đơn vị phụ trách dài tối đa 120 ký tự."),
        "first_day": wanted.first_day,
        "last_day": wanted.last_day,
        "zone_ids": sorted(zone.id for zone in zones.chosen(session, wanted.zone_ids)),
        "goal_airings": wanted.goal_airings,
        "goal_minutes": wanted.goal_minutes,
    }


def _words(field: str, typed: str, longest: int, sentence: str, *, needed: bool = False) -> str:
    words = " ".join(typed.split())
    texts.check_characters(words, field)
    if len(words) > longest or (needed and not words):
        raise BadInput(field, sentence)
    return words


def _check_period(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise BadInput("last_day", "Ngày kết thúc đợt phải từ ngày bắt đầu trở đi.")
    if (last_day - first_day).days > LONGEST_DAYS:
        raise BadInput("last_day", "Một đợt tuyên truyền dài tối đa ba năm.")


def _check_goal(wanted: CampaignAsked) -> None:
    if wanted.goal_airings is not None and wanted.goal_minutes is not None:
        raise BadInput("goal_minutes", "Mục tiêu tính theo số lượt hoặc số phút, chỉ chọn một.")
    if wanted.goal_airings is not None and not 1 <= wanted.goal_airings <= MOST_AIRINGS:
        raise BadInput("goal_airings", "Mục tiêu từ 1 đến 10.000 lượt.")
    if wanted.goal_minutes is not None and not 1 <= wanted.goal_minutes <= MOST_MINUTES:
        raise BadInput("goal_minutes", "Mục tiêu từ 1 đến 100.000 phút.")
