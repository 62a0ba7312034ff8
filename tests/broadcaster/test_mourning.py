"""No music while the nation mourns: at the plan, and at a look at a real database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import asrun
from broadcaster.airplan import Plan, make
from broadcaster.ear import due
from broadcaster.facts import Facts
from broadcaster.models import AsRun
from broadcaster.preflight import judging
from broadcaster.preflight.judging import Places
from broadcaster.preflight.reasons import Known
from broadcaster.preflight.values import Kind
from content.models import Announcement, Dressing, Form
from content.queries import Musical
from playlists.daytypes import EVERY_DAY_ORDINARY, Calendar
from playlists.models import Programme, YearDay
from playlists.priority import Priority
from playlists.rundown import Claim
from playlists.year import mourning, yeardays
from playlists.year.mourning import MUSIC_UNDER_WORDS, NO_MUSIC
from station.database import Database
from tests.broadcaster.airvalues import EARLY, START, at, cleared, lines, programme
from tests.conftest import NOW, SAIGON, People
from tests.playlists.line_station import NAME, LineStation

DAY = date(2026, 11, 23)  # of START, in the commune
MOURNED = yeardays.calendar([("mourning", f"{DAY:%d/%m/%Y}", 1)], DAY, DAY + timedelta(days=1))
JINGLE, WORDS = 1, 2


def facts(calendar: Calendar, *claims: Claim, priority: int = Priority.PROGRAMME, has_words: bool = False) -> Facts:
    """A programme of a jingle (or of words with music under them) and an announcement, as a look finds it."""
    starts = [programme(1, priority=priority)]
    musical = {JINGLE: Musical("Nhạc hiệu", has_words)}
    return Facts(
        occurrences=starts,
        lines={"p1": lines(JINGLE, WORDS)},
        standings={JINGLE: cleared(JINGLE, 24), WORDS: cleared(WORDS, 24)},
        claims={("p1", 1): claims},
        standings_there=mourning.without_music(starts, musical, calendar, SAIGON),
        changed={1: START - timedelta(days=1)},
        zones=frozenset({1}),
        limits=mourning.without_fillers(starts, calendar, SAIGON),
    )


def told(plan: Plan) -> list[tuple[int, datetime, str]]:
    return [(each.slot.announcement_id, each.slot.starts_at, each.missed_because) for each in plan.wanted]


def test_the_jingle_is_missed_for_the_mourning_and_the_words_begin_in_its_place() -> None:
    plan = make(facts(MOURNED), now=at(0), timezone=SAIGON)

    assert told(plan) == [(JINGLE, START, NO_MUSIC), (WORDS, START, "")]


def test_on_any_other_day_the_jingle_sounds() -> None:
    plan = make(facts(EVERY_DAY_ORDINARY), now=at(0), timezone=SAIGON)

    assert told(plan)[0] == (JINGLE, START, "")


def test_music_on_air_when_mourning_is_declared_stops_for_that_reason() -> None:
    playing = Claim(5, "1.0", JINGLE, "", f"{JINGLE:064}", 1000, START, at(24), begun=True, over=False)

    plan = make(facts(MOURNED, playing), now=at(10), timezone=SAIGON)

    assert plan.cuts[5].reason == NO_MUSIC
    assert plan.stretches[1] == []


def test_a_programme_of_background_music_is_silent_whole() -> None:
    plan = make(facts(MOURNED, priority=Priority.FILLER), now=at(0), timezone=SAIGON)

    assert {because for _, _, because in told(plan)} == {NO_MUSIC}


def test_background_music_begun_the_evening_before_stops_at_midnight() -> None:
    midnight = datetime(2026, 11, 22, 17, tzinfo=UTC)
    evening = replace(programme(1, priority=Priority.FILLER), starts_at=midnight - timedelta(hours=1))

    found = mourning.without_fillers([evening], MOURNED, SAIGON)

    assert found == {("p1", 1): (midnight, midnight + timedelta(days=1), NO_MUSIC)}


@pytest.mark.parametrize("priority", [Priority.LIVE, Priority.URGENT])
def test_what_is_urgent_or_live_sounds_whatever_is_in_it(priority: Priority) -> None:
    plan = make(facts(MOURNED, priority=priority), now=at(0), timezone=SAIGON)

    assert told(plan)[0] == (JINGLE, START, "")


def checked(known: Facts) -> tuple[bool, set[Kind]]:
    """Return what the evening's check says: is it red, and which kinds of things were found."""
    laid = judging.lay_out(known, now=EARLY, timezone=SAIGON)
    places = Places({1: "Xã"}, {}, {})
    (row,) = judging.judge(laid, known, Known({}, {}), places, now=EARLY, timezone=SAIGON)
    return row.is_red, {each.kind for each in row.findings}


@pytest.mark.parametrize("priority", [Priority.PROGRAMME, Priority.FILLER])
def test_the_evening_s_check_notes_music_that_will_be_silent_and_calls_nobody(priority: int) -> None:
    assert checked(facts(MOURNED, priority=priority)) == (False, {Kind.MOURNING})
    assert checked(facts(EVERY_DAY_ORDINARY, priority=priority)) == (False, set())


def test_the_evening_s_check_is_red_where_words_would_be_lost_for_the_music_under_them() -> None:
    assert checked(facts(MOURNED, has_words=True)) == (True, {Kind.EXPIRED})


@pytest.fixture
def station(session: Session, people: People, zones: dict[str, int]) -> LineStation:
    return LineStation(session, people, zones)


def look(database: Database, station: LineStation) -> list[tuple[str, str]]:
    """Look shortly before 17:00, and return what the log then says."""
    station.session.commit()
    start = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    asrun.look(database, now=start - timedelta(seconds=1), timezone=SAIGON, station_name=NAME)
    station.session.expire_all()
    found = station.session.scalars(select(AsRun).order_by(AsRun.planned_at, AsRun.id))
    return [(row.title, row.events[-1].reason if row.events else "") for row in found]


def book(station: LineStation) -> tuple[Announcement, Announcement, Announcement]:
    """At 17:00: a jingle, words with music under them, plain words."""
    jingle, dressed, plain = (station.speech(title) for title in ("Nhạc hiệu", "Lời có nhạc", "Lời"))
    jingle.form = Form.JINGLE
    dressed.current.dressing = Dressing.MUSIC
    station.book("Chiều", jingle, dressed, plain, weekdays=())
    return jingle, dressed, plain


def mourn(session: Session, falls: str) -> None:
    session.add(YearDay(name="Quốc tang", kind="mourning", falls=falls, days=1, changed_by="minh", changed_at=NOW))


def test_a_look_on_a_day_of_mourning_lets_only_words_without_music_sound(
    database: Database, station: LineStation
) -> None:
    book(station)
    mourn(station.session, "22/11/2026")

    found = look(database, station)

    assert found == [("Nhạc hiệu", NO_MUSIC), ("Lời có nhạc", MUSIC_UNDER_WORDS), ("Lời", "")]


def test_mourning_tomorrow_silences_nothing_today(database: Database, station: LineStation) -> None:
    book(station)
    mourn(station.session, "23/11/2026")

    found = look(database, station)

    assert {reason for _, reason in found} == {""}


@pytest.mark.parametrize(("falls", "called"), [("22/11/2026", False), ("23/11/2026", True)])
def test_nobody_is_called_because_background_music_is_silent_while_the_nation_mourns(
    station: LineStation, falls: str, called: bool
) -> None:
    book(station)
    station.session.query(Programme).update({"priority": Priority.FILLER})
    mourn(station.session, falls)

    found = due.due(station.session, now=datetime(2026, 11, 22, 10, 0, 30, tzinfo=UTC), timezone=SAIGON)

    assert bool(found) == called
