"""Who may break in with what, what replaces what, and how it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.breakin import breakins
from broadcaster.breakin.breakins import LONGEST_GAP, MOST_TIMES, Manner, running
from broadcaster.breakin.ending import BreakInOver, end, end_with
from broadcaster.models import BreakIn
from content.actions import NoSoundYet
from content.clearance import NotCleared
from content.house_sounds import Kind, find
from content.models import Announcement, Urgency
from station.errors import BadInput
from station.models import AuditEntry
from tests.broadcaster.breakin_station import WORD_FRAMES, BreakInStation
from tests.conftest import NOW, SAIGON, People

SECOND = timedelta(seconds=1)
ENDLESS = Manner(times=0, gap_seconds=10.0, opening="siren")


@pytest.fixture
def station(session: Session, people: People, zones: dict[str, int]) -> BreakInStation:
    """A station whose signals and drill words lie ready."""
    station = BreakInStation(session, people, zones)
    station.house()
    return station


def deeds(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


@pytest.mark.parametrize(
    ("manner", "field"),
    [
        (Manner(times=-1), "times"),
        (Manner(times=MOST_TIMES + 1), "times"),
        (Manner(gap_seconds=-0.1), "gap_seconds"),
        (Manner(gap_seconds=LONGEST_GAP + 1), "gap_seconds"),
        (Manner(gap_seconds=float("nan")), "gap_seconds"),
        (Manner(opening="words"), "opening"),
        (Manner(opening="kèn"), "opening"),
    ],
)
def test_a_manner_that_cannot_be_is_refused_beside_its_box(station: BreakInStation, manner: Manner, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        station.order(station.approved(), manner=manner)

    assert refused.value.field == field


def test_an_urgent_text_breaks_in_before_its_words_are_voiced(station: BreakInStation) -> None:
    order = station.order(station.text(voiced=False), manner=ENDLESS)

    assert (order.clip_sha256, order.frames, order.approval_id) == (None, 0, None)
    assert running(station.session, now=NOW + timedelta(days=3)) == [order]
    assert breakins.unsigned(station.session) == [order]


def test_anything_less_than_urgent_is_approved_and_voiced_first(station: BreakInStation) -> None:
    with pytest.raises(NotCleared):
        station.order(station.text(urgency=Urgency.PRIORITY, voiced=False))
    with pytest.raises(NotCleared):
        station.order(station.text(urgency=Urgency.NORMAL))


def test_what_no_voice_could_read_does_not_break_in(station: BreakInStation) -> None:
    words = station.text(voiced=False)
    words.current.failure = "Giọng hỏng."

    with pytest.raises(NoSoundYet, match="Giọng hỏng"):
        station.order(words)


def test_the_time_of_issue_is_asked_of_the_voice_for_repeats_only(station: BreakInStation) -> None:
    once = station.order(station.approved("Một"))
    often = station.order(station.approved("Hai"), manner=ENDLESS)

    asked = find(station.session, Kind.WORDS, "Bản tin phát lúc 9 giờ.")
    assert (once.issued_words, often.issued_words) == ("", "Bản tin phát lúc 9 giờ.")
    assert asked is not None and asked.asked_at == NOW


def test_a_break_in_replaces_the_one_that_runs_in_its_zones(station: BreakInStation) -> None:
    old = station.order(station.approved("Lũ"), manner=ENDLESS)

    new = station.order(station.approved("Vỡ đập"), after=60)

    assert (old.ended_by, old.ended_at, old.replaced_by) == ("minh", NOW + 60 * SECOND, new.id)
    assert running(station.session, now=NOW + 61 * SECOND) == [new]
    assert "replace_break_in" in deeds(station.session)


def test_where_it_is_not_replaced_it_goes_on(station: BreakInStation) -> None:
    old = station.order(station.approved("Lũ"), manner=ENDLESS)

    new = station.order(station.approved("Cháy"), "thon-dong", manner=ENDLESS, after=60)
    later = station.order(station.approved("Vỡ đập"), after=90)

    places = {number: name for name, number in station.zones.items()}
    taken = {places[int(zone_id)]: number for zone_id, number in old.taken_over.items()}
    assert taken == {"thon-dong": new.id, "cong-dong": new.id, "xa": later.id, "thon-tay": later.id}
    assert (old.replaced_by, new.replaced_by) == (later.id, later.id)


def test_what_is_over_is_replaced_by_nothing(station: BreakInStation) -> None:
    old = station.order(station.approved("Lũ"))

    station.order(station.approved("Cháy"), after=12.1)

    assert (old.taken_over, old.ended_at) == ({}, None)


def test_a_drill_sounds_in_one_rehearsal_zone_and_nowhere_else(station: BreakInStation) -> None:
    words = station.approved()
    refused = []
    for place in ("thon-tay", "thon-dong", "xa"):
        with pytest.raises(BadInput) as refusal:
            station.order(words, place, is_drill=True)
        refused.append(refusal.value.field)
    for name in ("thon-tay", "thon-dong", "xa"):
        station.rehearse_in(name)

    drill = station.order(words, "thon-tay", is_drill=True)

    assert refused == ["zones"] * 3
    assert (drill.zone_ids, drill.is_drill) == ([station.zones["thon-tay"]], True)
    for places in (("thon-dong",), ("xa",), ("thon-tay", "cong-dong")):  # it has zones below, or there are two
        with pytest.raises(BadInput):
            station.order(words, *places, is_drill=True)


def test_a_drill_waits_until_it_can_say_that_it_is_one(session: Session, people: People, zones: dict[str, int]) -> None:
    station = BreakInStation(session, people, zones)
    station.rehearse_in("thon-tay")

    with pytest.raises(NotCleared, match="chưa đọc xong"):
        station.order(station.approved(), "thon-tay", is_drill=True)


def test_a_drill_takes_nothing_from_the_real_thing_and_gives_way_to_it(station: BreakInStation) -> None:
    station.rehearse_in("thon-tay")
    drill = station.order(station.approved("Tập"), "thon-tay", manner=ENDLESS, is_drill=True)

    real = station.order(station.approved("Thật"), manner=ENDLESS, after=5)
    with pytest.raises(BadInput, match="đang phát khẩn thật"):
        station.order(station.approved("Tập lại"), "thon-tay", is_drill=True, after=6)

    assert (drill.replaced_by, real.taken_over) == (real.id, {})


def test_an_end_is_at_once_unless_asked_for_after_the_reading(station: BreakInStation) -> None:
    break_in = station.order(station.approved(), manner=ENDLESS)

    end(station.session, break_in.id, by=station.people.hung, now=NOW + SECOND)

    assert (break_in.ended_by, break_in.ended_at, break_in.closes_at) == ("hung", NOW + SECOND, None)
    with pytest.raises(BreakInOver):
        end(station.session, break_in.id, by=station.people.hung, now=NOW + 2 * SECOND)


@pytest.mark.parametrize("words_claimed", [False, True])
def test_after_the_reading_means_when_the_words_in_hand_are_over(station: BreakInStation, words_claimed: bool) -> None:
    break_in = station.order(station.approved(), manner=ENDLESS)
    if words_claimed:
        station.claimed(break_in, "words.1", 9, WORD_FRAMES)

    end(station.session, break_in.id, by=station.people.hung, now=NOW + SECOND, after_reading=True)

    assert (break_in.last_turn, break_in.closes_at, break_in.ended_at) == (1, NOW + 21 * SECOND, None)
    assert running(station.session, now=NOW + 20 * SECOND) == [break_in]
    assert running(station.session, now=NOW + 21 * SECOND) == []


def test_between_two_readings_there_is_nothing_to_wait_for(station: BreakInStation) -> None:
    break_in = station.order(station.approved(), manner=ENDLESS)
    station.claimed(break_in, "words.1", 9, WORD_FRAMES)

    end(station.session, break_in.id, by=station.people.hung, now=NOW + 25 * SECOND, after_reading=True)

    assert break_in.ended_at == NOW + 25 * SECOND


def cleared(
    station: BreakInStation, alarm: BreakIn, clear: Announcement, *, after: float, after_reading: bool = False
) -> BreakIn:
    now, by = NOW + after * SECOND, station.people.hung
    return end_with(station.session, alarm.id, clear.id, by=by, now=now, timezone=SAIGON, after_reading=after_reading)


def test_an_all_clear_follows_where_the_alarm_sounded_and_when_it_is_over(station: BreakInStation) -> None:
    alarm = station.order(station.approved("Lũ"), manner=ENDLESS)
    station.order(station.approved("Cháy"), "thon-dong", manner=ENDLESS)
    station.claimed(alarm, "words.1", 9, WORD_FRAMES)
    clear = station.approved("Báo yên")

    later = cleared(station, alarm, clear, after=1, after_reading=True)
    at_once = cleared(station, alarm, clear, after=2)

    assert later.zone_ids == at_once.zone_ids == [station.zones["xa"], station.zones["thon-tay"]]
    assert (later.begins_at, at_once.begins_at) == (NOW + 21 * SECOND, NOW + 2 * SECOND)
    assert alarm.ended_at == NOW + 2 * SECOND
    with pytest.raises(BadInput):
        cleared(station, at_once, clear, after=3)
