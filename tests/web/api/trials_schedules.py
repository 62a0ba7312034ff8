"""The deeds of schedules, for everybody to try."""

from typing import Any

from tests.web.api.conftest import Api
from tests.web.api.trial import EVERYBODY, PLANNERS, Trial

WEEK = "first=2026-11-23&last=2026-11-29"


def schedule(api: Api) -> dict[str, Any]:
    items = [{"announcement_id": api.approved(title="Trong lịch", sha="e" * 64)}]
    number = api("minh", "POST", "/playlists", json={"name": "Trong lịch", "items": items}).body["id"]
    row = {"playlist_id": number, "zone_ids": [api.zones["xa"]], "weekdays": [0], "starts_at": "05:30"}
    return {"items": [row | {"first_day": "2026-11-23"}, row | {"first_day": "2026-11-23", "starts_at": "17:00"}]}


SCHEDULE_TRIALS = {
    "book_schedule": Trial("POST", "/schedule", PLANNERS, schedule, status=201),
    "export_schedule_document": Trial("GET", f"/schedule/paper.docx?{WEEK}", EVERYBODY),
    "export_schedule_sheet": Trial("GET", f"/schedule/paper.xlsx?{WEEK}", EVERYBODY),
    "export_calendar": Trial("GET", "/calendar.ics", EVERYBODY),
}
