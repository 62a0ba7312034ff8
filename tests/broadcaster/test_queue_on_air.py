"""Programmes that draw from the queue: what is claimed where, and that it stays claimed."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import ahead, asrun, facts
from broadcaster.models import AsRun
from content import campaigns, queueing
from content.campaigns import CampaignAsked
from content.models import Announcement, Dressing
from content.queueing import QueueAsked
from playlists import actions as plans
from playlists.models import YearDay
from playlists.queueing.queue_items import QueueRoom
from playlists.rundown import FRAME
from station.database import Database
from station.settings import load
from tests.conftest import NOW, SAIGON, People
from tests.playlists.line_station import FRAMES, NAME, LineStation

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)  # 17:00 in the commune
SECOND = timedelta(seconds=1)
CLIP = FRAMES * FRAME
AT_ONCE = QueueAsked(gap_hours=0)


@pytest.fixture
def station(session: Session, people: People, zones: dict[str, int]) -> LineStation:
    return LineStation(session, people, zones)


def queued(station: LineStation, title: str, asked: QueueAsked = AT_ONCE) -> Announcement:
    """An approved bulletin in the queue."""
    speech = station.speech(title)
    queueing.queue(station.session, speech.id, asked, by=station.people.minh, now=NOW)
    return speech


def book(station: LineStation, seconds: float, *, at: time = time(17), zones: tuple[str, ...] = ("xa",)) -> None:
    """A programme every day that draws so many seconds between a greeting and a farewell of fixed bulletins."""
    first, last = station.speech("Chào"), station.speech("Kết")
    entries = [plans.Entry(first.id), plans.Entry(queue=QueueRoom(seconds)), plans.Entry(last.id)]
    playlist = plans.save_playlist(station.session, f"Lấy tin {at}", entries, by=station.people.minh, now=NOW)
    timing, zone_ids = plans.Timing(at, NOW.date(), range(7)), [station.zones[slug] for slug in zones]
    by, session = station.people.minh, station.session
    plans.book(session, "Chiều", playlist.id, zone_ids, timing, by=by, now=NOW, timezone=SAIGON)


def play(database: Database, station: LineStation, until: timedelta, *, since: datetime = START) -> None:
    """Look every few seconds, as play-out does when a moment has come."""
    station.session.commit()
    now = since - 3 * SECOND
    while now <= since + until:
        asrun.look(database, now=now, timezone=SAIGON, station_name=NAME)
        now += 12 * SECOND
    station.session.expire_all()


def log(station: LineStation, slug: str) -> list[tuple[str, str]]:
    """Return the keys and titles claimed in a zone, in order."""
    rows = select(AsRun).where(AsRun.zone_id == station.zones[slug]).order_by(AsRun.planned_at, AsRun.id)
    return [(row.item, row.title) for row in station.session.scalars(rows)]


def titles(station: LineStation, slug: str = "thon-tay") -> list[str]:
    return [title for _, title in log(station, slug)]


def test_a_programme_airs_what_it_draws_between_its_fixed_items(database: Database, station: LineStation) -> None:
    one, two = queued(station, "Thuế"), queued(station, "Tiêm chủng")
    book(station, 50)

    play(database, station, 5 * CLIP)

    assert [item for item, _ in log(station, "thon-tay")][1:3] == [f"q1.{one.id}.1", f"q1.{two.id}.1"]
    assert titles(station) == ["Chào", "Thuế", "Tiêm chủng", "Kết"]


def test_a_draw_takes_no_more_than_its_seconds(database: Database, station: LineStation) -> None:
    queued(station, "Thuế")
    queued(station, "Tiêm chủng")
    book(station, 47.999)

    play(database, station, 5 * CLIP)

    assert titles(station) == ["Chào", "Thuế", "Kết"]


def test_what_is_for_one_hamlet_is_drawn_only_there(database: Database, station: LineStation) -> None:
    queued(station, "Chung")
    queued(station, "Riêng thôn Đông", QueueAsked(zone_ids=[station.zones["thon-dong"]], gap_hours=0))
    book(station, 60)

    play(database, station, 5 * CLIP)

    assert titles(station) == ["Chào", "Chung", "Kết"]
    assert titles(station, "thon-dong") == titles(station, "cong-dong") == ["Chào", "Chung", "Riêng thôn Đông", "Kết"]


def test_what_was_heard_today_as_often_as_it_may_be_is_not_drawn_again(
    database: Database, station: LineStation
) -> None:
    queued(station, "Thuế", QueueAsked(a_day=1, gap_hours=0))
    queued(station, "Tiêm chủng", QueueAsked(a_day=2, gap_hours=0))
    book(station, 60)
    book(station, 60, at=time(17, 10))

    play(database, station, 5 * CLIP)
    play(database, station, 5 * CLIP, since=START + timedelta(minutes=10))

    assert titles(station) == ["Chào", "Thuế", "Tiêm chủng", "Kết", "Chào", "Tiêm chủng", "Kết"]


def test_the_next_start_is_drawn_with_what_the_one_before_it_has_yet_to_air(
    database: Database, station: LineStation
) -> None:
    speech = queued(station, "Thuế", QueueAsked(a_day=1, gap_hours=0))
    book(station, 60)
    book(station, 60, at=time(17, 10))
    station.session.commit()

    with database.reading() as session:
        known = facts.read(session, now=START - timedelta(minutes=5), timezone=SAIGON, station_name=NAME)

    places = [
        key
        for (key, zone_id), lines in known.lines_there.items()
        for line in lines
        if line.announcement_id == speech.id
    ]
    assert {key.partition("@")[2] for key in places} == {"20261122T100000Z"}


def test_a_withdrawn_bulletin_is_replaced_and_nothing_is_claimed_twice(
    database: Database, station: LineStation
) -> None:
    one, two = queued(station, "Thuế"), queued(station, "Tiêm chủng")
    book(station, 48)
    station.session.commit()
    play(database, station, 25 * SECOND)
    assert titles(station) == ["Chào", "Thuế"]
    three = queued(station, "Thay thế")

    station.withdraw(two)
    play(database, station, 4 * CLIP, since=START + 26 * SECOND)

    assert titles(station) == ["Chào", "Thuế", "Thay thế", "Kết"]
    assert [item for item, _ in log(station, "thon-tay")][1:3] == [f"q1.{one.id}.1", f"q1.{three.id}.1"]


def test_what_is_queued_later_does_not_disturb_what_was_claimed(database: Database, station: LineStation) -> None:
    queued(station, "Thuế")
    queued(station, "Tiêm chủng")
    book(station, 48)
    play(database, station, 25 * SECOND)

    queued(station, "Gấp", QueueAsked(gap_hours=0, urgency="priority"))
    play(database, station, 4 * CLIP, since=START + 26 * SECOND)

    assert titles(station) == ["Chào", "Thuế", "Gấp", "Kết"]


def test_a_second_reading_follows_the_first_and_counts_as_one_airing(database: Database, station: LineStation) -> None:
    speech = queued(station, "Thuế", QueueAsked(a_day=1, gap_hours=0, is_twice=True))
    book(station, 60)
    book(station, 60, at=time(17, 10))

    play(database, station, 5 * CLIP)
    play(database, station, 5 * CLIP, since=START + timedelta(minutes=10))

    drawn = [item for item, _ in log(station, "thon-tay") if item.startswith("q")]
    assert drawn == [f"q1.{speech.id}.1", f"q1.{speech.id}.2"]


def test_a_closed_campaign_gives_nothing_more(database: Database, station: LineStation) -> None:
    told = CampaignAsked("Thu thuế", "CV 12", NOW.date(), NOW.date(), "", "", [station.zones["xa"]], goal_airings=3)
    drive = campaigns.start(station.session, told, by=station.people.minh, now=NOW)
    speech = queued(station, "Thuế")
    campaigns.enlist(station.session, drive.id, speech.id, by=station.people.minh, now=NOW)
    campaigns.close(station.session, drive.id, by=station.people.minh, now=NOW)
    book(station, 60)

    play(database, station, 4 * CLIP)

    assert titles(station) == ["Chào", "Kết"]


def test_an_unapproved_bulletin_is_never_drawn(database: Database, station: LineStation) -> None:
    speech = queued(station, "Thuế")
    book(station, 60)

    station.withdraw(speech)
    play(database, station, 4 * CLIP)

    assert titles(station) == ["Chào", "Kết"]


def test_a_hard_end_leaves_the_farewell_its_time(database: Database, station: LineStation) -> None:
    for title in ("Một", "Hai", "Ba"):
        queued(station, title)
    first, last = station.speech("Chào"), station.speech("Kết")
    entries = [plans.Entry(first.id), plans.Entry(queue=QueueRoom(600)), plans.Entry(last.id)]
    playlist = plans.save_playlist(station.session, "Có hạn", entries, by=station.people.minh, now=NOW)
    timing = plans.Timing(time(17), NOW.date(), range(7), hard_end=time(17, 1, 40))
    args = ("Chiều", playlist.id, [station.zones["xa"]], timing)
    plans.book(station.session, *args, by=station.people.minh, now=NOW, timezone=SAIGON)

    play(database, station, 5 * CLIP)

    assert titles(station) == ["Chào", "Một", "Hai", "Kết"]


@pytest.mark.parametrize(("mourned", "heard"), [("22/11/2026", "Thuế"), ("23/11/2026", "Lời có nhạc")])
def test_while_the_nation_mourns_words_are_drawn_in_the_place_of_music(
    database: Database, station: LineStation, mourned: str, heard: str
) -> None:
    dressed = queued(station, "Lời có nhạc")
    dressed.current.dressing = Dressing.MUSIC
    queued(station, "Thuế")
    book(station, 25)
    terms = {"kind": "mourning", "falls": mourned, "days": 1, "changed_by": "minh", "changed_at": NOW}
    station.session.add(YearDay(name="Quốc tang", **terms))

    play(database, station, 4 * CLIP)

    assert titles(station) == ["Chào", heard, "Kết"]


def test_the_opening_line_names_what_will_be_drawn_and_is_asked_for_in_advance(
    database: Database, station: LineStation
) -> None:
    line = station.line("Có {nội dung}.")
    queued(station, "Thuế")
    entries = [plans.Entry(line.id), plans.Entry(queue=QueueRoom(60))]
    playlist = plans.save_playlist(station.session, "Mở đầu", entries, by=station.people.minh, now=NOW)
    timing, zone_ids = plans.Timing(time(17), NOW.date(), ()), [station.zones["thon-tay"]]
    args = ("Chiều", playlist.id, zone_ids, timing)
    plans.book(station.session, *args, by=station.people.minh, now=NOW, timezone=SAIGON)
    station.session.commit()

    ahead.ask_for_lines(database, load({"LOA_STATION_NAME": NAME}), now=NOW)

    station.session.expire_all()
    assert [each.text for each in station.fillings()] == ["Có Thuế."]
