"""The log of the air over the API."""

import csv
import io
from datetime import datetime, timedelta

from broadcaster.models import AsRun, AsRunEvent, Heard
from station import ledger
from tests.conftest import NOW
from tests.web.api.conftest import SHA, Api


def aired(api: Api, title: str, planned_at: datetime, zone_id: int = 1) -> None:
    """Write down that this was aired in full."""
    with api.database.writing() as session:
        run = AsRun(
            occurrence="p1@x",
            item=title,
            zone_id=zone_id,
            zone_name="Toàn xã",
            programme_name="Sáng",
            announcement_id=1,
            title=title,
            clip_sha256=SHA,
            frames=100,
            approval_id=None,
            planned_at=planned_at,
            claimed_at=planned_at,
            quieter_db=0,
        )
        ledger.append(session, [run])
        events = [("started", 0, 0.0), ("ended", 100, 2.4)]
        ledger.append(
            session,
            [
                AsRunEvent(
                    as_run_id=run.id, happening=name, at=planned_at + timedelta(seconds=after), frame=frame, reason=""
                )
                for name, frame, after in events
            ],
        )


def test_the_log_tells_what_was_aired_in_a_stretch_and_a_zone(api: Api) -> None:
    for minute, zone in ((0, 1), (1, 2), (2, 1)):
        aired(api, f"Bản {minute}", NOW + timedelta(minutes=minute), zone)

    told = api("nga", "GET", "/as-run?from=2026-11-22T02:00:00Z&to=2026-11-22T02:05:00Z&zone=1&limit=1").body

    assert [(each["title"], each["outcome"], each["outcome_name"]) for each in told["items"]] == [
        ("Bản 0", "aired", "Đã phát")
    ]
    assert (told["items"][0]["aired_seconds"], told["more"]) == (2.4, True)


def test_the_log_tells_when_the_last_frame_was_sent_and_what_the_ear_heard(api: Api) -> None:
    aired(api, "Bản 0", NOW)
    with api.database.writing() as session:
        row = Heard(as_run_id=1, zone_id=1, first_at=NOW, last_at=NOW, frames=99, written_at=NOW)
        row.repeated = row.longest_gap_ms = row.deaf_ms = 0
        ledger.append(session, [row])

    (told,) = api("nga", "GET", "/as-run?from=2026-11-22T02:00:00Z&to=2026-11-22T02:05:00Z").body["items"]

    assert told["last_sent_at"] == "2026-11-22T02:00:02.400000Z"
    assert (told["proof"], told["heard_frames"], told["heard_first_at"]) == ("whole", 99, "2026-11-22T02:00:00Z")


def test_the_log_as_a_table_opens_in_a_spreadsheet_and_runs_nothing(api: Api) -> None:
    aired(api, '=HYPERLINK("http://x")', NOW)

    answer = api("nga", "GET", "/as-run.csv?from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z")

    assert answer.raw.startswith(b"\xef\xbb\xbf")
    row = next(csv.DictReader(io.StringIO(answer.raw.decode("utf-8-sig"))))
    assert (row["title"], row["planned_at"]) == ('\'=HYPERLINK("http://x")', "2026-11-22T02:00:00Z")
