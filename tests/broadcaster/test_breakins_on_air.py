"""Break-ins from the order to the log: what each zone is told to sound, second by second."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import asrun
from broadcaster.airplan import Plan
from broadcaster.breakin import ending as breakin_ending
from broadcaster.breakin.breakins import Manner
from broadcaster.happening import Happening
from broadcaster.models import AsRun, BreakIn
from broadcaster.reconcile.plan_rules import missing, not_allowed
from broadcaster.reconcile.reading import read
from broadcaster.reconcile.values import Difference
from content.house_sounds import Kind, find
from playlists.rundown import FRAME
from station import ledger
from station.database import Database
from station.models import Zone
from tests.broadcaster.breakin_station import SIGNAL_FRAMES, BreakInStation
from tests.conftest import NOW, SAIGON, People

SECOND = timedelta(seconds=1)
SIREN = Manner(opening="siren")
ENDLESS = Manner(times=0, gap_seconds=5.0, opening="siren")


class Air(BreakInStation):
    """A station whose play-out looks every second and does exactly as it is told."""

    database: Database
    clock: float = 0.0
    stopped: str = ""

    def play(self, seconds: float) -> Plan:
        """Let time pass; return the last plan."""
        until = self.clock + seconds
        while self.clock < until:
            self.clock = min(until, self.clock + 1)
            plan = self.look()
        return plan

    def look(self) -> Plan:
        """Look at the plan, and write down what befell what it wants by now."""
        self.session.commit()
        now = NOW + self.clock * SECOND
        plan = asrun.look(self.database, now=now, timezone=SAIGON, station_name="Đài", stopped_because=self.stopped)
        self.session.expire_all()
        entries = [
            asrun.Entry(number, Happening.ENDED if cut.begun else Happening.MISSED, now, 0, cut.reason)
            for number, cut in plan.cuts.items()
        ]
        for row in self.session.scalars(select(AsRun)):
            befell = [event.happening for event in row.events]
            if row.id in plan.cuts or Happening.ENDED in befell or Happening.MISSED in befell:
                continue
            if row.planned_at <= now and not befell:
                entries.append(asrun.Entry(row.id, Happening.STARTED, row.planned_at, 0))
            if (end := row.planned_at + row.frames * FRAME) <= now:
                entries.append(asrun.Entry(row.id, Happening.ENDED, end, row.frames))
        asrun.write_events(self.session, entries)
        self.session.commit()
        return plan

    def unexplained(self) -> list[Difference]:
        """What the log lacks, or holds without an approval or an order, an hour later."""
        later = NOW + timedelta(hours=1)
        book = read(self.session, since=NOW - timedelta(hours=1), until=later, now=later, timezone=SAIGON)
        return [each for each in (*missing(book), *not_allowed(book)) if not each.explanation]

    def log(self, break_in: BreakIn, place: str = "xa") -> list[tuple[str, float, str]]:
        """What the log says of a break-in in a zone: each item, its second, and why it was cut or missed."""
        of = select(AsRun).where(AsRun.occurrence == f"b{break_in.id}", AsRun.zone_id == self.zones[place])
        rows = self.session.scalars(of.order_by(AsRun.planned_at, AsRun.id))
        return [
            (
                row.item,
                round((row.planned_at - NOW) / SECOND, 1),
                "; ".join(each.reason for each in row.events if each.reason),
            )
            for row in rows
        ]


@pytest.fixture
def air(session: Session, database: Database, people: People, zones: dict[str, int]) -> Air:
    """A station on air."""
    air = Air(session, people, zones)
    air.database = database
    air.house()
    return air


def test_the_signal_sounds_at_once_and_the_words_follow_when_they_are_there(air: Air) -> None:
    words = air.text(voiced=False)
    order = air.order(words, manner=SIREN)
    first = air.look()
    air.play(4)
    air.voice(words, NOW + 4 * SECOND)

    air.play(30)

    assert {stretch.frames for stretch in first.stretches[air.zones["thon-tay"]]} == {SIGNAL_FRAMES}
    assert air.log(order) == [("signal.1", 0, ""), ("words.1", 9, "")]
    assert ledger.first_break(air.session, AsRun) is None


def test_a_slow_voice_lets_the_signal_sound_again_and_then_loses_no_word(air: Air) -> None:
    words = air.text(voiced=False)
    order = air.order(words, manner=SIREN)
    air.play(40)
    air.voice(words, NOW + 40 * SECOND)

    air.play(20)

    assert air.log(order) == [("signal.1", 0, ""), ("signal+.1", 9, ""), ("signal++.1", 18, ""), ("words.1", 41, "")]


def test_words_that_cannot_be_voiced_are_in_the_log_with_the_reason(air: Air) -> None:
    words = air.text(voiced=False)
    order = air.order(words, manner=SIREN)
    words.current.failure = "Giọng hỏng."

    air.play(20)

    assert air.log(order) == [("signal.1", 0, ""), ("words.1", 9, "Giọng hỏng.")]


def test_repeats_say_when_it_was_issued_and_where_that_is_not_ready_the_log_says_so(air: Air) -> None:
    order = air.order(air.approved(), manner=Manner(times=3, gap_seconds=5.0))
    air.play(20)
    issued = find(air.session, Kind.WORDS, order.issued_words)
    assert issued
    issued.clip_sha256 = air.clip(100)

    air.play(60)

    late = "lời báo giờ phát chưa đọc xong"
    assert air.log(order) == [
        ("words.1", 0, ""),
        ("issued.2", 17, late),
        ("words.2", 17, ""),
        ("issued.3", 34, ""),
        ("words.3", 36.4, ""),
    ]


def test_until_ended_goes_on_past_every_count_and_stops_when_it_is_told(air: Air) -> None:
    order = air.order(air.approved(), manner=ENDLESS)
    air.clock = 0
    air.play(120)
    readings = len([item for item, _, _ in air.log(order) if item.startswith("words")])

    breakin_ending.end(air.session, order.id, by=air.people.hung, now=NOW + 120 * SECOND)
    plan = air.play(60)

    assert readings == pytest.approx((120 - 9) / 17, abs=1.5)
    assert not any(plan.stretches.values())
    last = air.log(order)[-1]
    assert last[1] < 124 and last[2] in ("", "«hung» đã kết thúc phát khẩn")
    assert air.unexplained() == []


def test_closing_after_the_reading_lets_it_finish_and_the_all_clear_follow(air: Air) -> None:
    order = air.order(air.approved(), manner=ENDLESS)
    clear = air.approved("Báo yên")
    air.play(11)

    follow = breakin_ending.end_with(
        air.session,
        order.id,
        clear.id,
        by=air.people.hung,
        now=NOW + 11 * SECOND,
        timezone=SAIGON,
        after_reading=True,
    )
    air.play(60)

    assert air.log(order) == [("signal.1", 0, ""), ("words.1", 9, "")]
    assert air.log(follow) == [("words.1", 21, "")]


def test_a_replaced_break_in_stops_there_and_goes_on_elsewhere_and_promises_nothing(air: Air) -> None:
    old = air.order(air.approved("Lũ"), manner=ENDLESS)
    air.play(12)

    new = air.order(air.approved("Cháy"), "thon-dong", after=12)
    air.play(30)

    there, elsewhere = air.log(old, "thon-dong"), air.log(old, "thon-tay")
    assert there == [("signal.1", 0, ""), ("words.1", 9, f"đã có lượt phát khẩn khác thay (số {new.id})")]
    assert [item for item, _, _ in elsewhere][:4] == ["signal.1", "words.1", "issued.2", "words.2"]
    assert air.log(new, "cong-dong") == [("words.1", 12, "")]
    breakin_ending.end(air.session, old.id, by=air.people.hung, now=NOW + 42 * SECOND)
    air.play(10)
    assert air.unexplained() == []


def test_a_drill_says_so_first_and_sounds_nowhere_else_in_the_log(air: Air) -> None:
    air.rehearse_in("thon-tay")
    order = air.order(air.approved(), "thon-tay", manner=SIREN, is_drill=True)

    plan = air.look()
    air.play(40)

    rows = air.session.scalars(select(AsRun)).all()
    assert [zone_id for zone_id, found in plan.stretches.items() if found] == [air.zones["thon-tay"]]
    assert {row.zone_id for row in rows} == {air.zones["thon-tay"]}
    assert {row.programme_name for row in rows} == {"DIỄN TẬP phát khẩn"}
    assert [item for item, _, _ in air.log(order, "thon-tay")] == ["drill.1", "signal.1", "words.1"]
    assert air.unexplained() == []


def test_a_zone_that_is_no_longer_for_rehearsals_falls_silent(air: Air) -> None:
    air.rehearse_in("thon-tay")
    order = air.order(air.approved(), "thon-tay", manner=ENDLESS, is_drill=True)
    air.play(3)

    air.session.get_one(Zone, air.zones["thon-tay"]).is_test = False
    plan = air.play(20)

    assert not any(plan.stretches.values())
    assert air.log(order, "thon-tay")[-1][2] == "khu vực này không còn là khu vực diễn tập"


def test_what_is_cut_or_falls_due_while_the_station_is_silenced_says_why_and_the_rest_goes_on(air: Air) -> None:
    order = air.order(air.approved(), manner=ENDLESS)
    air.play(12)

    air.stopped = "«minh» đã dừng phát toàn đài"
    silent = air.play(20)
    air.stopped = ""
    air.play(40)

    words = [(second, reason) for item, second, reason in air.log(order) if item.startswith("words")]
    assert not any(silent.stretches.values())
    assert {reason for second, reason in words if second < 32} == {"«minh» đã dừng phát toàn đài"}
    assert {reason for second, reason in words if second > 36} == {""}
