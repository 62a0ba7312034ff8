"""The deeds of campaigns and of the queue, for everybody to try."""

from typing import Any

from tests.web.api.conftest import Api
from tests.web.api.trial import EVERYBODY, PLANNERS, Trial


def campaign(api: Api) -> dict[str, Any]:
    days = {"first_day": "2026-11-22", "last_day": "2026-12-15"}
    return {"name": "Thu thuế", "basis": "CV 12", "zone_ids": [api.zones["xa"]], "goal_airings": 20, **days}


def started(api: Api) -> object:
    return api("minh", "POST", "/campaigns", json=campaign(api)).body["id"]


def joining(api: Api) -> object:
    """An announcement that may serve the first campaign."""
    started(api)
    return api.approved()


def enlisted(api: Api) -> object:
    number = joining(api)
    api("minh", "PUT", f"/campaigns/1/announcements/{number}")
    return number


def terms(_api: Api) -> dict[str, Any]:
    return {"a_day": 2, "total": 10, "is_twice": True, "not_before": "05:00", "day_parts": ["morning"]}


def approved(api: Api) -> object:
    return api.approved()


def queued(api: Api) -> object:
    number = api.approved()
    api("minh", "PUT", f"/queue/{number}", json=terms(api))
    return number


QUEUE_TRIALS = {
    "list_campaigns": Trial("GET", "/campaigns", EVERYBODY),
    "get_campaign": Trial("GET", "/campaigns/{}", EVERYBODY, None, started),
    "start_campaign": Trial("POST", "/campaigns", PLANNERS, campaign, status=201),
    "change_campaign": Trial("PUT", "/campaigns/{}", PLANNERS, campaign, started),
    "close_campaign": Trial("POST", "/campaigns/{}/close", PLANNERS, None, started),
    "enlist_announcement": Trial("PUT", "/campaigns/1/announcements/{}", PLANNERS, None, joining),
    "dismiss_announcement": Trial("DELETE", "/campaigns/1/announcements/{}", PLANNERS, None, enlisted),
    "list_queue": Trial("GET", "/queue", EVERYBODY),
    "get_queue_entry": Trial("GET", "/queue/{}", EVERYBODY, None, queued),
    "queue_announcement": Trial("PUT", "/queue/{}", PLANNERS, terms, approved),
    "unqueue_announcement": Trial("DELETE", "/queue/{}", PLANNERS, None, queued),
    "show_outlook": Trial("GET", "/queue/{}/outlook", EVERYBODY, None, queued),
}
