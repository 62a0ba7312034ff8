"""The deeds about single days and whole series, for everybody to try."""

from typing import Any

from tests.web.api.conftest import Api
from tests.web.api.trial import EVERYBODY, PLANNERS, Trial

DAY = "2026-12-07"  # a Monday


def mondays(api: Api) -> object:
    items = [{"announcement_id": api.approved(title="Thứ Hai", sha="e" * 64)}]
    playlist = api("minh", "POST", "/playlists", json={"name": "Thứ Hai", "items": items}).body["id"]
    booked = {"playlist_id": playlist, "zone_ids": [api.zones["xa"]], "starts_at": "05:30", "first_day": "2026-11-23"}
    return api("minh", "POST", "/programmes", json=booked | {"rule": {"kind": "weekly", "weekdays": [0]}}).body["id"]


def skipped(api: Api) -> object:
    number = mondays(api)
    api("minh", "PUT", f"/programmes/{number}/exceptions/{DAY}", json={"skip": True})
    return number


def ended(api: Api) -> object:
    number = mondays(api)
    api("minh", "POST", f"/programmes/{number}/end")
    return number


def nothing(_api: Api) -> dict[str, Any]:
    return {"skip": True}


def new_year(_api: Api) -> dict[str, Any]:
    return {"last_day": "2026-12-31"}


SERIES_TRIALS = {
    "list_exceptions": Trial("GET", "/programmes/{}/exceptions", EVERYBODY, None, mondays),
    "make_exception": Trial("PUT", f"/programmes/{{}}/exceptions/{DAY}", PLANNERS, nothing, mondays),
    "undo_exception": Trial("DELETE", f"/programmes/{{}}/exceptions/{DAY}", PLANNERS, None, skipped),
    "change_last_day": Trial("POST", "/programmes/{}/last-day", PLANNERS, new_year, mondays),
    "restart_programme": Trial("POST", "/programmes/{}/restart", PLANNERS, new_year, ended, status=201),
}
