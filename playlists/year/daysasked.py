"""A day as somebody asks for it to be kept, checked and put into one form; pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from content import texts
from content.lexicontable import plain
from playlists.year import fallstyped, yeardays
from playlists.year.yeardays import KIND_NAMES, Kept, Kind
from station.errors import BadInput

MOST_LEAD = 120  # days
MOST_AIRINGS, MOST_MINUTES = 9999, 99_999
LONGEST = {"name": 100, "note": 300, "campaign_name": 110, "campaign_basis": 300, "campaign_field": 80}
LONGEST |= {"campaign_unit": 120}  # letters, as the table of the database has them


@dataclass(frozen=True)
class Lead:
    """The campaign that a day usually begins: from `days` before it to its last; 0 airings or minutes: no such goal."""

    days: int
    name: str = ""
    basis: str = ""
    field: str = ""
    unit: str = ""
    goal_airings: int = 0
    goal_minutes: int = 0


@dataclass(frozen=True)
class DayAsked:
    """What is typed of a day; `falls` in the words of playlists/year/fallstyped.py."""

    name: str
    kind: str
    falls: str
    days: int = 1
    note: str = ""
    is_on: bool = True
    lead: Lead | None = None


def cleaned(asked: DayAsked) -> DayAsked:
    """Return what is to be kept: in NFC, its day in one spelling. Raise BadInput."""
    if asked.kind not in list(Kind):
        raise BadInput("kind", f"Loại ngày là một trong: {', '.join(KIND_NAMES.values())}.")
    falls, lasts = fallstyped.parsed(asked.falls)
    days = lasts or asked.days
    if lasts and asked.days not in (1, lasts):
        raise BadInput("days", f"Từ ngày đến ngày là {lasts} ngày, không phải {asked.days} ngày.")
    name = _text("name", asked.name)
    yeardays.check(name, Kind(asked.kind), falls, days)
    lead = _lead(asked.lead) if asked.lead else None
    return replace(asked, name=name, falls=str(falls), days=days, note=_text("note", asked.note), lead=lead)


def period(lead: Lead, kept: Kept) -> tuple[date, date]:
    """Return the first and last day of the campaign that a day begins."""
    return kept.first - timedelta(days=lead.days), kept.last


def campaign_name(lead: Lead, kept: Kept) -> str:
    """Return what the campaign of this day in this year is called."""
    return f"{lead.name or f'Tuyên truyền {kept.day.name}'} {kept.first.year}"


def _lead(lead: Lead) -> Lead:
    if not 0 <= lead.days <= MOST_LEAD:
        raise BadInput("lead_days", f"Số ngày tuyên truyền trước từ 0 đến {MOST_LEAD}.")
    if not 0 <= lead.goal_airings <= MOST_AIRINGS:
        raise BadInput("goal_airings", f"Số lượt phát từ 0 (không đặt) đến {MOST_AIRINGS}.")
    if not 0 <= lead.goal_minutes <= MOST_MINUTES:
        raise BadInput("goal_minutes", f"Số phút phát từ 0 (không đặt) đến {MOST_MINUTES}.")
    if lead.goal_airings and lead.goal_minutes:
        raise BadInput("goal_minutes", "Mục tiêu của đợt tính theo số lượt hoặc số phút, chỉ chọn một.")
    return replace(
        lead,
        name=_text("campaign_name", lead.name),
        basis=_text("campaign_basis", lead.basis),
        field=_text("campaign_field", lead.field),
        unit=_text("campaign_unit", lead.unit),
    )


def _text(field: str, typed: str) -> str:
    text = plain(typed)
    if len(text) > LONGEST[field]:
        raise BadInput(field, f"«{text[:24]}…» dài {len(text)} ký tự; tối đa {LONGEST[field]} ký tự.")
    texts.check_characters(text, field)
    return text
