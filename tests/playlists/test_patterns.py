"""Playlists after a typical morning, from templates, and what is named where something is missing."""

from datetime import time

import pytest
from sqlalchemy.orm import Session

from content import lines as blanks
from content.models import Announcement, Form
from playlists import actions as plans
from playlists import patterns, queries, relay_sources, typical
from playlists.live_items import LiveEntry
from playlists.typical import Part
from station.errors import BadInput, Forbidden, NotFound
from tests.conftest import NOW, SAIGON, People
from tests.playlists.line_station import LineStation

SIX = time(6)


@pytest.fixture
def station(session: Session, people: People, zones: dict[str, int]) -> LineStation:
    return LineStation(session, people, zones)


def morning(station: LineStation, name: str = "minh") -> patterns.Made:
    by = getattr(station.people, name)
    return patterns.from_typical(station.session, "morning", by=by, now=NOW, timezone=SAIGON)


def jingle(station: LineStation, title: str) -> Announcement:
    found = station.speech(title)
    found.form = Form.JINGLE
    station.session.flush()
    return found


def relay(station: LineStation) -> int:
    address, people = "http://vov.example/vov1", station.people
    source = relay_sources.save(station.session, "VOV1", address, by=people.minh, now=NOW)
    relay_sources.approve(station.session, source.id, address, by=people.hung, now=NOW)
    return source.id


def test_a_typical_morning_is_made_of_what_there_is_in_its_order(station: LineStation) -> None:
    jingle(station, "Một đoạn nhạc")
    theme, hello, bye = jingle(station, "Nhạc hiệu"), station.line(blanks.OPENING), station.line(blanks.CLOSING)
    source = relay(station)

    made = morning(station)

    items = made.playlist.items
    assert made.missing == []
    assert [item.announcement_id for item in items if item.announcement_id] == [theme.id, hello.id, bye.id]
    (relayed,) = (item for item in items if item.relay_id)
    assert (relayed.relay_id, relayed.relay_seconds, relayed.hard_start) == (source, 1800, SIX)
    assert items.index(relayed) == len(items) - 2
    queued = [(item.queue_seconds, item.queue_fields) for item in items if item.queue_seconds]
    assert queued == [(900, []), (480, ["Thông báo hành chính"])]
    assert made.playlist.name == "Buổi sáng 22/11/2026"
    assert morning(station).playlist.name == "Buổi sáng 22/11/2026 (2)"


def test_what_is_missing_is_named_and_left_out_and_what_is_not_approved_is_named_too(station: LineStation) -> None:
    hello = station.line(blanks.OPENING, approved=False)

    made = morning(station)

    assert [item.announcement_id for item in made.playlist.items if item.announcement_id] == [hello.id]
    assert made.missing == [
        "chưa có nhạc hiệu được duyệt",
        "«Lời chào» chưa được duyệt",
        "chưa có nguồn tiếp sóng được duyệt",
        "chưa có lời kết",
    ]


def test_who_may_write_gets_drafts_of_the_lines_that_there_are_none_of(station: LineStation) -> None:
    station.people.minh.roles = ["operator", "editor"]

    made = morning(station)

    texts = [item.announcement.current.text for item in made.playlist.items if item.announcement]
    assert texts == [blanks.OPENING, blanks.CLOSING]
    assert "«Lời kết» chưa được duyệt" in made.missing


def test_only_who_plans_makes_playlists_and_only_of_patterns_that_there_are(station: LineStation) -> None:
    with pytest.raises(Forbidden):
        morning(station, "lan")
    with pytest.raises(NotFound):
        patterns.from_typical(station.session, "noon", by=station.people.minh, now=NOW, timezone=SAIGON)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (blanks.OPENING, {Part.GREETING, Part.CONTENTS}),
        (blanks.CLOSING, {Part.FAREWELL}),
        ("Đây là {đài}. Kính chào bà con.", {Part.GREETING}),
        ("Sau đây là {nội dung}.", {Part.CONTENTS}),
        ("Bây giờ là {giờ}.", set()),
    ],
)
def test_a_line_is_known_by_what_it_says(station: LineStation, text: str, parts: set[Part]) -> None:
    line = station.line(text)

    assert {part for part in (Part.GREETING, Part.CONTENTS, Part.FAREWELL) if typical.chosen(part, [line])} == parts


def test_a_playlist_saved_as_a_template_is_copied_with_all_its_items_and_is_never_booked(
    station: LineStation,
) -> None:
    session, minh = station.session, station.people.minh
    clip = station.speech("Tin")
    entries = [plans.Entry(clip.id), plans.Entry(live=LiveEntry(300)), plans.Entry(clip.id, hard_start=SIX)]
    playlist = plans.save_playlist(session, "Sáng", entries, by=minh, now=NOW)

    kept = patterns.save_template(session, playlist.id, by=minh, now=NOW)
    again = patterns.save_template(session, playlist.id, by=minh, now=NOW)
    made = patterns.from_template(session, kept.id, by=minh, now=NOW, timezone=SAIGON)

    of_it = patterns.save_template(session, made.id, by=minh, now=NOW)

    assert (kept.id, kept.name, made.name) == (again.id, "Mẫu: Sáng", "Sáng 22/11/2026")
    assert of_it.id == kept.id  # the day is no part of a template's name
    told = [(item.kind, item.announcement_id, item.live_seconds, item.hard_start) for item in made.items]
    assert told == [(item.kind, item.announcement_id, item.live_seconds, item.hard_start) for item in playlist.items]
    assert [each.name for each in queries.templates(session)] == ["Mẫu: Sáng"]
    assert [each.name for each in queries.playlists(session)] == ["Sáng", "Sáng 22/11/2026"]
    with pytest.raises(NotFound):
        patterns.from_template(session, playlist.id, by=minh, now=NOW, timezone=SAIGON)
    with pytest.raises(BadInput, match="là mẫu"):
        timing = plans.Timing(time(17), NOW.date(), range(7))
        where = [station.zones["xa"]]
        plans.book(session, "Sáng", kept.id, where, timing, by=minh, now=NOW, timezone=SAIGON)
