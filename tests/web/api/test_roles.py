"""Who may do what over the API: one table of deeds, tried by everybody."""

from typing import Any

import pytest

from broadcaster import alarms
from content import actions
from tests.conftest import NOW
from tests.web.api.conftest import SHA, Api
from tests.web.api.live_trials import SPEAKERS, begun, granted, permit, talk
from tests.web.api.trial import (
    ADMINISTRATORS,
    APPROVERS,
    CALLERS,
    EVERYBODY,
    PLANNERS,
    WATCHERS,
    WRITERS,
    Trial,
)
from tests.web.api.trials_breakins import BREAK_IN_TRIALS, text
from tests.web.api.trials_calendar import CALENDAR_TRIALS
from tests.web.api.trials_outputs import OUTPUT_TRIALS
from tests.web.api.trials_preflight import PREFLIGHT_TRIALS
from tests.web.api.trials_queue import QUEUE_TRIALS
from tests.web.api.trials_relays import RELAY_TRIALS
from tests.web.api.trials_schedules import SCHEDULE_TRIALS
from tests.web.api.trials_series import SERIES_TRIALS


def playlist(api: Api) -> dict[str, Any]:
    return {"name": "Sáng", "items": [{"announcement_id": api.approved(title="Trong danh sách", sha="d" * 64)}]}


def from_kept(api: Api) -> str:
    kept = api("minh", "POST", "/playlist-templates", json={"playlist_id": saved_playlist(api)})
    return str(kept.body["template"])


def saved_playlist(api: Api) -> object:
    return api("minh", "POST", "/playlists", json=playlist(api) | {"name": "Chiều"}).body["id"]


def programme(api: Api) -> dict[str, Any]:
    booked = {"playlist_id": saved_playlist(api), "zone_ids": [api.zones["xa"]], "weekdays": [0, 1]}
    return booked | {"starts_at": "05:30", "first_day": "2026-11-23"}


def booked(api: Api) -> object:
    return api("minh", "POST", "/programmes", json=programme(api)).body["id"]


def alarm(api: Api) -> object:
    with api.database.writing() as session:
        return alarms.raise_(session, alarms.Kind.SILENT, "Thôn Đông im lặng.", now=NOW).id


def colleague(api: Api) -> dict[str, Any]:
    return {"username": "moi", "password": "mat-khau-dai", "roles": ["editor"]}


def heard(api: Api) -> dict[str, Any]:
    return {"clip_sha256": SHA}


def reason(api: Api) -> dict[str, Any]:
    return {"reason": "Sai ngày"}


def submitted(api: Api) -> object:
    return api.submitted()


def approved(api: Api) -> object:
    return api.approved()


def drafted(api: Api) -> object:
    return api.draft()


def clip(api: Api) -> object:
    api.draft()
    return SHA


def other_reading(_api: Api) -> dict[str, Any]:
    return {"readings": {"tiêm": "chích"}}


def reread(api: Api) -> object:
    number = api.draft()
    api("lan", "POST", f"/announcements/{number}/readings", json=other_reading(api))
    return number


def unvoiced(api: Api) -> object:
    number = api.draft()
    with api.database.writing() as session:
        current = actions.get(session, number).current
        current.clip_sha256, current.failure = None, "Không có mạng."
    return number


def taught(api: Api) -> object:
    return api("lan", "PUT", "/lexicon", json=entry(api)).body["written"]


def hours(_api: Api) -> dict[str, Any]:
    return {"windows": [{"starts": "05:30", "ends": "06:30"}]}


def guarded(api: Api) -> object:
    api("chief", "PUT", f"/guard/{api.zones['xa']}", json=hours(api))
    return api.zones["xa"]


def entry(_api: Api) -> dict[str, Any]:
    return {"written": "BQL", "spoken": "ban quản lý"}


TRIALS = {
    **BREAK_IN_TRIALS,
    **CALENDAR_TRIALS,
    **OUTPUT_TRIALS,
    **PREFLIGHT_TRIALS,
    **QUEUE_TRIALS,
    **RELAY_TRIALS,
    **SERIES_TRIALS,
    **SCHEDULE_TRIALS,
    "write_announcement": Trial("POST", "/announcements", WRITERS, text, status=201),
    "edit_announcement": Trial("PUT", "/announcements/{}", WRITERS, text, drafted),
    "submit_announcement": Trial("POST", "/announcements/{}/submit", WRITERS, None, drafted),
    "take_back_announcement": Trial("POST", "/announcements/{}/take-back", WRITERS, None, submitted),
    "approve_announcement": Trial("POST", "/announcements/{}/approve", APPROVERS, heard, submitted),
    "return_announcement": Trial("POST", "/announcements/{}/return", APPROVERS, reason, submitted),
    "reject_announcement": Trial("POST", "/announcements/{}/reject", APPROVERS, reason, submitted),
    "withdraw_announcement": Trial("POST", "/announcements/{}/withdraw", APPROVERS, reason, approved),
    "list_guard_rules": Trial("GET", "/guard", EVERYBODY),
    "set_station_guard": Trial("PUT", "/guard", ADMINISTRATORS, hours),
    "set_zone_guard": Trial("PUT", "/guard/{}", ADMINISTRATORS, hours, guarded),
    "remove_zone_guard": Trial("POST", "/guard/{}/remove", ADMINISTRATORS, None, guarded),
    "list_announcements": Trial("GET", "/announcements", EVERYBODY),
    "get_announcement": Trial("GET", "/announcements/{}", EVERYBODY, None, drafted),
    "read_text": Trial("POST", "/readings", EVERYBODY, lambda api: {"text": "Ngày 20/11."}),
    "show_reading": Trial("GET", "/announcements/{}/reading", EVERYBODY, None, drafted),
    "reread_announcement": Trial("POST", "/announcements/{}/readings", WRITERS, other_reading, drafted),
    "read_by_rule": Trial("DELETE", "/announcements/{}/readings?written=tiêm", WRITERS, None, reread),
    "voice_again": Trial("POST", "/announcements/{}/voice-again", WRITERS, None, unvoiced),
    "list_lexicon": Trial("GET", "/lexicon", EVERYBODY),
    "teach_reading": Trial("PUT", "/lexicon", WRITERS, entry),
    "forget_reading": Trial("DELETE", "/lexicon?written={}", WRITERS, None, taught, status=204),
    "export_lexicon": Trial("GET", "/lexicon/export", EVERYBODY),
    "list_voices": Trial("GET", "/voices", EVERYBODY),
    "show_clip": Trial("GET", "/clips/{}", EVERYBODY, None, clip),
    "create_playlist": Trial("POST", "/playlists", PLANNERS, playlist, status=201),
    "replace_playlist": Trial("PUT", "/playlists/{}", PLANNERS, playlist, saved_playlist),
    "list_playlists": Trial("GET", "/playlists", EVERYBODY),
    "get_playlist": Trial("GET", "/playlists/{}", EVERYBODY, None, saved_playlist),
    "list_playlist_templates": Trial("GET", "/playlist-templates", EVERYBODY),
    "save_playlist_template": Trial(
        "POST", "/playlist-templates", PLANNERS, lambda api: {"playlist_id": saved_playlist(api)}, status=201
    ),
    "make_playlist_from_template": Trial(
        "POST", "/playlists/from-template", PLANNERS, lambda api: {"template": from_kept(api)}, status=201
    ),
    "foresee_playlist": Trial("GET", "/playlists/{}/rundown?starts_at=05:30:00", EVERYBODY, None, saved_playlist),
    "book_programme": Trial("POST", "/programmes", PLANNERS, programme, status=201),
    "end_programme": Trial("POST", "/programmes/{}/end", PLANNERS, None, booked),
    "list_programmes": Trial("GET", "/programmes", EVERYBODY),
    "get_programme": Trial("GET", "/programmes/{}", EVERYBODY, None, booked),
    "show_timetable": Trial("GET", "/timetable", EVERYBODY),
    "list_zones": Trial("GET", "/zones", EVERYBODY),
    "add_zone": Trial("POST", "/zones", ADMINISTRATORS, lambda api: {"name": "Thôn Nam"}, status=201),
    "show_air": Trial("GET", "/air", EVERYBODY),
    "list_talks": Trial("GET", "/live-talks", EVERYBODY),
    "list_slots": Trial("GET", "/live-slots", EVERYBODY),
    "start_talk": Trial("POST", "/live-talks", SPEAKERS, talk, status=201),
    "end_talk": Trial("POST", "/live-talks/{}/end", CALLERS, None, begun),
    "list_permits": Trial("GET", "/live-permits", EVERYBODY),
    "grant_permit": Trial("POST", "/live-permits", APPROVERS, permit, status=201),
    "revoke_permit": Trial("DELETE", "/live-permits/{}", APPROVERS, None, granted),
    "list_alarms": Trial("GET", "/alarms", EVERYBODY),
    "acknowledge_alarm": Trial("POST", "/alarms/{}/acknowledge", WATCHERS, None, alarm),
    "show_as_run": Trial("GET", "/as-run", EVERYBODY),
    "download_as_run": Trial("GET", "/as-run.csv", EVERYBODY),
    "list_deeds": Trial("GET", "/audit", EVERYBODY),
    "show_me": Trial("GET", "/me", EVERYBODY),
    "list_tokens": Trial("GET", "/tokens", EVERYBODY),
    "create_token": Trial("POST", "/tokens", EVERYBODY, lambda api: {"name": "Máy"}, status=201),
    "list_people": Trial("GET", "/people", ADMINISTRATORS),
    "add_person": Trial("POST", "/people", ADMINISTRATORS, colleague, status=201),
}
ELSEWHERE = {
    "sign_in",
    "revoke_token",
    "document",
    "upload_clip",
    "send_clip",
    "import_lexicon",
    "import_year_days",
    "take_statutory_days",
    "read_schedule",
    "speak",
    "speak_oneself",
}  # tried in tests of their own


@pytest.mark.parametrize("deed", TRIALS)
def test_a_deed_is_done_for_its_own_roles_and_for_no_other(api: Api, deed: str) -> None:
    trial = TRIALS[deed]
    path = trial.path.format(trial.begin(api))
    body = {"json": trial.asked(api)} if trial.asked else {}

    refused = {name: api(name, trial.method, path, **body).status for name in EVERYBODY - trial.allowed}
    done = api(max(trial.allowed), trial.method, path, **body)

    assert set(refused.values()) <= {403}, refused
    assert done.status == trial.status


@pytest.mark.parametrize("deed", TRIALS)
def test_nobody_does_anything_without_a_token(api: Api, deed: str) -> None:
    trial = TRIALS[deed]

    assert api("", trial.method, trial.path.format(1)).status == 401


def test_every_route_is_tried(api: Api) -> None:
    routes = {
        rule.endpoint.removeprefix("api.") for rule in api.app.url_map.iter_rules() if rule.endpoint[:4] == "api."
    }

    assert routes == set(TRIALS) | ELSEWHERE
