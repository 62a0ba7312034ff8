"""The deeds of the calendar of the year, for everybody to try."""

from typing import Any

from station import clock
from station.lunar import solar_day
from tests.web.api.conftest import Api
from tests.web.api.trial import EVERYBODY, PLANNERS, Trial


def day(_api: Api) -> dict[str, Any]:
    return {"name": "Hội làng", "kind": "festival", "falls": "12/8 âm lịch", "lead": {"days": 5, "goal_airings": 4}}


def next_year(_api: Api) -> dict[str, Any]:
    return {"on": solar_day(12, 8, clock.now().year + 1).isoformat()}


def kept_day(api: Api) -> object:
    return api("minh", "POST", "/year-days", json=day(api)).body["id"]


CALENDAR_TRIALS = {
    "show_calendar": Trial("GET", "/calendar?since=2026-11-01&until=2026-11-30", EVERYBODY),
    "list_silent_items": Trial("GET", "/calendar/silent", EVERYBODY),
    "list_coming_days": Trial("GET", "/year-days/coming", EVERYBODY),
    "list_year_days": Trial("GET", "/year-days", EVERYBODY),
    "get_year_day": Trial("GET", "/year-days/{}", EVERYBODY, None, kept_day),
    "keep_year_day": Trial("POST", "/year-days", PLANNERS, day, status=201),
    "change_year_day": Trial("PUT", "/year-days/{}", PLANNERS, day, kept_day),
    "remove_year_day": Trial("DELETE", "/year-days/{}", PLANNERS, None, kept_day, status=204),
    "start_day_campaign": Trial("POST", "/year-days/{}/campaign", PLANNERS, next_year, kept_day, status=201),
    "complete_year_days": Trial("POST", "/year-days/complete", PLANNERS),
    "export_year_days": Trial("GET", "/year-days/export", EVERYBODY),
}
