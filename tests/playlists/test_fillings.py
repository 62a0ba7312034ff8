"""Lines are asked for before their time: once each, of what is approved, and anew when what airs changes."""

from datetime import time, timedelta

import pytest
from sqlalchemy.orm import Session

from content import actions as contents
from playlists import fillings
from playlists import queries as plans
from tests.conftest import NOW, SAIGON, People
from tests.playlists.line_station import FRAMES, NAME, LineStation

TODAY = "Đây là Đài xã Sen, Chủ nhật, ngày 22 tháng 11 năm 2026, có Tiêm chủng."


@pytest.fixture
def station(session: Session, people: People, zones: dict[str, int]) -> LineStation:
    return LineStation(session, people, zones)


def test_the_lines_of_the_next_day_are_asked_for_each_with_its_own_date(station: LineStation) -> None:
    station.book("Chiều", station.line(), station.speech("Tiêm chủng"), at=time(10))

    assert station.ask() == 2

    assert [each.text for each in station.fillings()] == [
        TODAY,
        TODAY.replace("Chủ nhật, ngày 22", "thứ Hai, ngày 23"),
    ]
    assert all(each.text_sha256 == fillings.text_sha256(each.text) for each in station.fillings())


def test_nothing_is_asked_for_twice(station: LineStation) -> None:
    station.book("Chiều", station.line(), station.speech("Tiêm chủng"))

    counts = [station.ask(), station.ask(), station.ask(NOW + timedelta(hours=9))]

    assert counts == [1, 0, 1]  # by the evening, the next afternoon has come near


def test_two_programmes_of_one_day_with_one_content_share_a_filling(station: LineStation) -> None:
    line, speech = station.line(), station.speech("Tiêm chủng")
    station.book("Trưa", line, speech, at=time(11))
    station.book("Chiều", line, speech, at=time(17))

    assert station.ask(ahead=timedelta(hours=12)) == 1


def test_a_content_that_changes_is_asked_for_anew(station: LineStation) -> None:
    line, speech, other = station.line(), station.speech("Tiêm chủng"), station.speech("Thu gom rác")
    station.book("Chiều", line, speech, other)
    station.ask()

    station.withdraw(other)
    count = station.ask()

    assert count == 1
    assert [each.text for each in station.fillings()] == [TODAY[:-1] + "; và Thu gom rác.", TODAY]


def test_a_line_without_blanks_about_the_day_is_asked_for_once(station: LineStation) -> None:
    station.book("Chiều", station.line("Chào bà con, đây là {đài}."), at=time(10))

    station.ask()

    assert [each.text for each in station.fillings()] == [f"Chào bà con, đây là {NAME}."]


@pytest.mark.parametrize("fate", ["draft", "withdrawn", "edited"])
def test_what_is_not_approved_is_not_asked_for(station: LineStation, people: People, fate: str) -> None:
    line = station.line(approved=fate != "draft")
    station.book("Chiều", line, station.speech("Tiêm chủng"))
    if fate == "withdrawn":
        station.withdraw(line)
    elif fate == "edited":
        wording, terms = contents.Wording("", "{đài} xin chào."), contents.Terms(line.zone_ids)
        contents.edit(station.session, line.id, wording, terms, by=people.lan, now=NOW)

    assert station.ask() == 0


def test_what_ended_long_ago_is_not_asked_for_and_what_began_just_now_is(station: LineStation) -> None:
    station.book("Chiều", station.line(), station.speech("Tiêm chủng"), at=time(10), weekdays=())

    late, just_now = (station.ask(NOW + timedelta(hours=hours), ahead=timedelta(hours=1)) for hours in (4, 2))

    assert (late, just_now) == (0, 1)


def test_a_playlist_is_as_long_as_its_lines_examples(station: LineStation) -> None:
    station.book("Chiều", station.line(), station.speech("Tiêm chủng"))

    playlist = plans.playlists(station.session)[0]

    assert plans.length(station.session, playlist) == timedelta(milliseconds=2 * FRAMES * 24)


def test_a_line_is_previewed_as_its_next_occurrence_will_say_it(station: LineStation) -> None:
    line = station.line(approved=False)
    alone = fillings.preview(station.session, line, now=NOW, timezone=SAIGON, station_name=NAME)
    station.book("Chiều", line, station.speech("Tiêm chủng"))

    booked = fillings.preview(station.session, line, now=NOW, timezone=SAIGON, station_name=NAME)

    assert booked == TODAY
    assert alone == TODAY.replace("Tiêm chủng", "bản tin thứ nhất; bản tin thứ hai; và bản tin thứ ba")
