"""Invariants 1 and 2 for lines: only the right filling of an approved line, and what is claimed stays."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import asrun, queries
from broadcaster.airplan import Plan
from broadcaster.breakin import breakins
from broadcaster.happening import Happening
from broadcaster.models import AsRun
from content import actions as contents
from content.clearance import NOT_FILLED, NOT_VOICED, NotCleared
from content.models import Announcement, Filling, Urgency
from playlists.rundown import FRAME
from station.database import Database
from tests.conftest import NOW, SAIGON, People
from tests.playlists.line_station import FRAMES, NAME, LineStation

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)  # 17:00 in the commune
SECOND = timedelta(seconds=1)


@pytest.fixture
def station(session: Session, people: People, zones: dict[str, int]) -> LineStation:
    return LineStation(session, people, zones)


def look(database: Database, station: LineStation, now: datetime) -> Plan:
    station.session.commit()
    plan = asrun.look(database, now=now, timezone=SAIGON, station_name=NAME)
    station.session.expire_all()
    return plan


def booked(station: LineStation, *, ready: bool = True) -> tuple[Announcement, Announcement, Filling]:
    """A programme at 17:00 of a line and a bulletin, asked for and (as a rule) read."""
    line, speech = station.line(), station.speech("Tiêm chủng")
    station.book("Chiều", line, speech, weekdays=())
    station.ask()
    filling = station.fillings()[0]
    if ready:
        station.give_sound(filling)
    return line, speech, filling


def rows(station: LineStation) -> list[tuple[str, str, str]]:
    """Return what the log says: title, clip, and why not."""
    found = station.session.scalars(select(AsRun).order_by(AsRun.planned_at, AsRun.id))
    return [(row.title, row.clip_sha256, row.events[-1].reason if row.events else "") for row in found]


def test_a_line_airs_as_the_filling_for_its_start_under_the_lines_own_approval(
    database: Database, station: LineStation
) -> None:
    line, _, filling = booked(station)

    plan = look(database, station, START - SECOND)

    row = station.session.scalars(select(AsRun)).one()
    assert (row.announcement_id, row.clip_sha256, row.frames) == (line.id, filling.clip_sha256, FRAMES)
    assert row.approval_id == line.approvals[-1].id
    assert [each.clip_sha256 for found in plan.stretches.values() for each in found] == [filling.clip_sha256]


def test_a_line_that_was_not_read_in_time_is_refused_with_the_reason_and_the_rest_airs(
    database: Database, station: LineStation
) -> None:
    _, speech, _ = booked(station, ready=False)

    look(database, station, START - SECOND)

    assert rows(station) == [
        ("Lời chào", "", NOT_VOICED),
        ("Tiêm chủng", speech.current.clip_sha256, ""),
    ]


@pytest.mark.parametrize("fate", ["draft", "withdrawn", "text", "edited"])
def test_a_filling_of_a_line_that_is_not_approved_is_never_aired(
    database: Database, station: LineStation, people: People, fate: str
) -> None:
    line, _, filling = booked(station)
    if fate == "withdrawn":
        station.withdraw(line)
    elif fate == "text":
        line.current.text += " "  # behind everybody's back
    else:
        wording, terms = contents.Wording(line.current.title, line.current.text), contents.Terms(line.zone_ids)
        contents.edit(station.session, line.id, wording, terms, by=people.lan, now=NOW)
        if fate == "edited":  # and approved, so that it is another revision, with no filling yet
            station.approve(line)

    look(database, station, START - SECOND)

    assert filling.clip_sha256 not in {clip for _, clip, _ in rows(station)}
    assert rows(station)[0][2]


def test_the_filling_of_another_day_is_not_aired(database: Database, station: LineStation) -> None:
    _, _, filling = booked(station)

    filling.text = filling.text.replace("22", "21")
    look(database, station, START - SECOND)

    assert (rows(station)[0][1], rows(station)[0][2]) == ("", NOT_VOICED)


def test_a_line_does_not_air_what_was_read_for_another_line(database: Database, station: LineStation) -> None:
    twin, speech = station.line(), station.speech("Tiêm chủng")
    station.book("Chiều", station.line(), twin, speech, weekdays=())
    station.ask()
    read = station.give_sound(next(each for each in station.fillings() if each.revision_id == twin.current.id))

    look(database, station, START - SECOND)

    assert [clip for _, clip, _ in rows(station)] == ["", read]


def test_a_line_on_air_stops_when_it_is_withdrawn(database: Database, station: LineStation) -> None:
    line, _, _ = booked(station)
    look(database, station, START - SECOND)

    station.withdraw(line)
    plan = look(database, station, START + SECOND)

    assert [cut.reason for cut in plan.cuts.values()] == ["bản tin ở trạng thái «Thu hồi»"]
    assert all(each.clip_sha256 != rows(station)[0][1] for found in plan.stretches.values() for each in found)


@pytest.mark.parametrize("change", ["another content", "another content, already read", "no content left"])
def test_a_claimed_line_goes_on_as_it_is_when_what_follows_changes(
    database: Database, station: LineStation, change: str
) -> None:
    line, speech, other = station.line(), station.speech("Tiêm chủng"), station.speech("Thu gom rác")
    station.book("Chiều", line, speech, other, weekdays=())
    station.ask()
    claimed = station.give_sound(station.fillings()[0])
    look(database, station, START - SECOND)

    station.withdraw(speech)
    if change == "no content left":
        station.withdraw(other)
    station.ask()
    if change == "another content, already read":
        station.give_sound(station.fillings()[1])
    plan = look(database, station, START + SECOND)

    assert plan.cuts == {}
    assert rows(station)[0][1] == claimed
    assert claimed in {each.clip_sha256 for found in plan.stretches.values() for each in found}


def test_a_content_that_changes_before_the_start_is_announced_as_it_then_is(
    database: Database, station: LineStation
) -> None:
    line, speech, other = station.line(), station.speech("Tiêm chủng"), station.speech("Thu gom rác")
    station.book("Chiều", line, speech, other, weekdays=())
    station.ask()
    stale = station.give_sound(station.fillings()[0])

    station.withdraw(other)
    station.ask()
    fresh = station.give_sound(station.fillings()[1])
    look(database, station, START - SECOND)

    assert rows(station)[0][1] == fresh != stale


def test_an_edited_and_approved_line_replaces_the_one_on_air(
    database: Database, station: LineStation, people: People
) -> None:
    line, _, _ = booked(station)
    look(database, station, START - SECOND)

    wording, terms = contents.Wording(line.current.title, "{đài} xin chào."), contents.Terms(line.zone_ids)
    contents.edit(station.session, line.id, wording, terms, by=people.lan, now=NOW)
    line.current.clip_sha256 = "0" * 63 + "1"
    station.session.flush()
    station.session.expire(line)
    station.approve(line)
    plan = look(database, station, START + SECOND)

    assert [cut.reason for cut in plan.cuts.values()] == ["bản tin đã được thay bằng bản khác"]


def test_an_aired_line_is_logged_to_its_end_and_never_again(database: Database, station: LineStation) -> None:
    _, _, filling = booked(station)
    look(database, station, START - SECOND)
    row = station.session.scalars(select(AsRun)).one()

    with database.writing() as session:
        end = START + FRAMES * FRAME
        asrun.write_events(session, [asrun.Entry(row.id, Happening.ENDED, end, FRAMES)])
    look(database, station, START + 5 * SECOND)

    assert [clip for _, clip, _ in rows(station)].count(filling.clip_sha256) == 1


def test_the_pages_see_the_line_coming_with_its_own_length(station: LineStation) -> None:
    booked(station)

    air = queries.on_air(station.session, now=START - 60 * SECOND, timezone=SAIGON, station_name=NAME)

    coming = next(zone.next for zone in air if zone.next)
    assert (coming.title, coming.starts_at) == ("Lời chào", START)


@pytest.mark.parametrize("urgency", Urgency)
def test_nobody_breaks_in_with_a_line(station: LineStation, people: People, urgency: Urgency) -> None:
    line = station.line()
    line.urgency = urgency

    with pytest.raises(NotCleared, match=NOT_FILLED):
        breakins.order(station.session, line.id, line.zone_ids, by=people.minh, now=NOW, timezone=SAIGON)
