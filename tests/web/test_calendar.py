"""The timetable as a subscription that other programs read."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy.orm import Session

from playlists import actions as plans
from playlists.models import Programme
from playlists.recurring import exceptions
from tests.conftest import SAIGON, People
from tests.web.conftest import SignIn, look_again
from web import subscribing
from web.context import House

NOW = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the pages read the clock themselves


@pytest.fixture(autouse=True)
def never_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the calendar anew for every question."""
    monkeypatch.setattr(subscribing, "KEPT", timedelta(0))


@pytest.fixture
def programme(session: Session, people: People, zones: dict[str, int]) -> Programme:
    """Every day at 05:30 in the eastern hamlet, a quarter of an hour."""
    playlist = plans.save_playlist(session, "Tin", [plans.Entry(pause_seconds=450)] * 2, by=people.minh, now=NOW)
    day = (NOW + timedelta(days=1)).astimezone(SAIGON).date()
    timing = plans.Timing(datetime(2026, 1, 1, 5, 30, tzinfo=UTC).time(), day, range(7))
    booked = plans.book(
        session, "Sáng; tin, xã", playlist.id, [zones["thon-dong"]], timing, by=people.minh, now=NOW, timezone=SAIGON
    )
    session.commit()
    return booked


def test_anybody_reads_the_coming_weeks(app: Flask, programme: Programme) -> None:
    answer = app.test_client().get("/calendar.ics")

    told = Calendar.from_ical(answer.data)
    events = told.walk("VEVENT")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert (told["VERSION"], str(told["X-WR-TIMEZONE"])) == ("2.0", "Asia/Ho_Chi_Minh")
    assert len(events) in (27, 28)
    assert len({event["UID"] for event in events}) == len(events)
    first = events[0]
    assert (str(first["SUMMARY"]), str(first["LOCATION"])) == ("Sáng; tin, xã", "Thôn Đông")
    assert first.decoded("DTSTART").astimezone(SAIGON).strftime("%H:%M") == "05:30"
    assert first.decoded("DTEND") - first.decoded("DTSTART") == timedelta(minutes=15)
    assert first.decoded("LAST-MODIFIED") == first.decoded("DTSTAMP") == NOW
    assert not told.errors and not any(event.errors for event in events)


def test_no_line_is_longer_than_75_bytes_and_each_ends_as_the_standard_says(app: Flask, programme: Programme) -> None:
    data = app.test_client().get("/calendar.ics").data

    lines = data.split(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75


def test_a_zone_has_what_is_heard_in_it_and_nothing_else(app: Flask, programme: Programme) -> None:
    client = app.test_client()

    heard = {
        slug: client.get(f"/calendar/{slug}.ics").data.count(b"BEGIN:VEVENT") for slug in ("cong-dong", "thon-tay")
    }

    assert heard["cong-dong"] in (27, 28)
    assert heard["thon-tay"] == 0
    assert client.get("/calendar/khong-co.ics").status_code == 404


def test_an_unchanged_timetable_is_not_sent_again(
    app: Flask, session: Session, people: People, programme: Programme
) -> None:
    client = app.test_client()
    tag = client.get("/calendar.ics").headers["ETag"]

    again = client.get("/calendar.ics", headers={"If-None-Match": tag})
    look_again(session)
    plans.end_programme(session, programme.id, by=people.minh, now=NOW)
    session.commit()
    changed = client.get("/calendar.ics", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")
    assert (changed.status_code, changed.headers["ETag"] != tag) == (200, True)


def test_a_closed_calendar_is_for_those_who_are_signed_in(
    app: Flask, browser: SignIn, people: People, programme: Programme
) -> None:
    house: House = app.extensions["house"]
    app.extensions["house"] = replace(house, settings=replace(house.settings, public_calendar=False))

    stranger = [app.test_client().get(path).status_code for path in ("/calendar.ics", "/calendar/xa.ics")]
    lan = browser(people.lan).get("/calendar.ics")

    assert stranger == [401, 401]
    assert (lan.status_code, lan.headers["Cache-Control"]) == (200, "private, max-age=900")


def test_the_calendar_tells_nobodys_name(app: Flask, people: People, programme: Programme) -> None:
    told = app.test_client().get("/calendar.ics").text

    assert "minh" not in told.casefold().replace("ho_chi_minh", "")


def test_a_moved_day_keeps_its_name_and_a_skipped_one_is_gone(
    app: Flask, session: Session, people: People, programme: Programme
) -> None:
    days = [programme.first_day + timedelta(days=number) for number in range(2)]
    how = {"by": people.minh, "now": NOW, "timezone": SAIGON}
    before = {event["UID"] for event in Calendar.from_ical(app.test_client().get("/calendar.ics").data).walk("VEVENT")}

    exceptions.skip(session, programme.id, days[0], **how)
    exceptions.move(session, programme.id, days[1], days[1], time(6, 15), **how)
    session.commit()

    events = Calendar.from_ical(app.test_client().get("/calendar.ics").data).walk("VEVENT")
    gone = before - {event["UID"] for event in events}
    (moved,) = [event for event in events if event["SEQUENCE"] == 1]
    assert len(gone) == 1 and len(events) == len(before) - 1
    assert moved.decoded("DTSTART").astimezone(SAIGON).time() == time(6, 15)


def test_a_calendar_that_is_asked_for_often_is_made_once_a_minute(
    app: Flask, session: Session, people: People, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribing, "KEPT", timedelta(minutes=1))
    client = app.test_client()
    before = client.get("/calendar.ics").data

    plans.end_programme(session, programme.id, by=people.minh, now=NOW)
    session.commit()

    assert client.get("/calendar.ics").data == before
