"""The cut-off on the air: what the log says, what those in charge are told, and what never comes back."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from broadcaster import ahead, asrun, cut_offs
from broadcaster.models import AsRun
from station import clock
from station.models import Notice
from station.notify.events import Event
from tests.broadcaster.preflight.conftest import DAY, Day
from tests.conftest import NOW, SAIGON

START = clock.instant(DAY, time(5, 30), SAIGON)
MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE


def aired(day: Day, until: timedelta = MINUTE) -> dict[str, str]:
    """Look from just before the start; return what the log says of each item, "" when it is to sound."""
    day.session.commit()
    now = START - timedelta(seconds=1)
    while now <= START + until:
        asrun.look(day.database, now=now, timezone=SAIGON, station_name=day.settings.station_name)
        now += MINUTE / 4
    day.session.expire_all()
    rows = day.session.scalars(select(AsRun).where(AsRun.zone_id == day.zones["xa"]))
    return {row.title: row.events[-1].reason if row.events else "" for row in rows}


@pytest.mark.parametrize(("minutes", "airs"), [(31, True), (30, True), (29, False), (1, False)])
def test_only_what_is_approved_half_an_hour_before_airs(day: Day, minutes: int, airs: bool) -> None:
    late = day.announce("Thu thuế", approved=False)
    day.book("Bản tin sáng", late, day.announce("Tiêm chủng"))
    day.approve(late, at=START - minutes * MINUTE)

    log = aired(day)

    assert (log["Thu thuế"] == "") is airs
    assert airs or log["Thu thuế"] == "chưa duyệt lúc T-30 phút, duyệt sau đó không còn kịp"
    assert log["Tiêm chủng"] == ""


def test_a_programme_booked_ten_minutes_before_airs_what_is_approved(day: Day) -> None:
    fresh = day.announce("Tin gấp", at=START - 11 * MINUTE)
    day.book("Bản tin gấp", fresh, now=START - 10 * MINUTE)

    assert aired(day) == {"Tin gấp": ""}


def test_putting_it_into_the_playlist_again_after_its_approval_lets_it_air(day: Day) -> None:
    late = day.announce("Thu thuế", approved=False)
    programme = day.book("Bản tin sáng", late)
    day.approve(late, at=START - 5 * MINUTE)
    programme.playlist.changed_at = START - 4 * MINUTE

    assert aired(day) == {"Thu thuế": ""}


def test_the_next_of_the_queue_airs_in_its_place_and_the_log_says_so(day: Day) -> None:
    late = day.announce("Thu thuế", approved=False)
    day.book("Bản tin sáng", late, day.announce("Tiêm chủng"))
    day.queue(day.announce("Dài quá", frames=5000))
    day.queue(day.announce("Tin khác"))
    day.approve(late, at=START - MINUTE)

    log = aired(day, MINUTE)

    assert log == {
        "Thu thuế": "chưa duyệt lúc T-30 phút, thay bằng «Tin khác»",
        "Tin khác": "",
        "Tiêm chủng": "",
    }


def test_what_stands_in_is_told_of_before_it_airs_and_in_the_check(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Thu thuế", approved=False))
    day.queue(day.announce("Tin khác"))

    (evening,) = day.reasons()
    cut_offs.tell(day.database, day.settings, now=START - 29 * MINUTE)

    assert evening.endswith("hãy duyệt trước 05:00 ngày 23/11, quá hạn sẽ phát «Tin khác» thay.")
    notice = day.session.scalars(select(Notice)).one()
    assert notice.body.endswith("«Thu thuế» chưa duyệt, sẽ phát «Tin khác» thay.")


def test_each_stand_in_airs_once_whatever_is_approved_meanwhile(day: Day) -> None:
    late = day.announce("Thu thuế", approved=False)
    day.book("Bản tin sáng", late)
    day.queue(day.announce("Tin khác"))
    first = aired(day, timedelta(0))
    day.queue(day.announce("Tin nữa"))
    day.approve(late, at=START)

    again = aired(day, 3 * MINUTE)

    assert first == again == {"Thu thuế": "chưa duyệt lúc T-30 phút, thay bằng «Tin khác»", "Tin khác": ""}


def test_those_in_charge_are_told_once_of_each_that_was_cut_off(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Thu thuế", approved=False), day.announce("Tiêm chủng"))
    day.session.commit()

    told = [cut_offs.tell(day.database, day.settings, now=START - minutes * MINUTE) for minutes in (45, 31, 30, 29, 10)]

    assert told == [0, 0, 1, 0, 0]
    notice = day.session.scalars(select(Notice)).one()
    assert (notice.event, notice.title) == (Event.CUT_OFF, "Chưa duyệt kịp: «Thu thuế»")
    assert notice.body == "Buổi «Bản tin sáng» 05:30 ngày 23/11: «Thu thuế» chưa duyệt, mục này bị bỏ."


def test_what_is_approved_in_time_is_nobodys_news(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Thu thuế", at=NOW))
    day.session.commit()

    assert cut_offs.tell(day.database, day.settings, now=START - 10 * MINUTE) == 0


def test_a_greeting_that_was_voiced_for_the_rest_still_airs_where_something_stands_in(day: Day) -> None:
    line = day.greet("Có {nội dung}.")
    day.book("Bản tin sáng", line, day.announce("Thu thuế", approved=False), day.announce("Tiêm chủng"))
    day.queue(day.announce("Tin khác"))
    day.session.commit()
    ahead.ask_for_lines(day.database, day.settings, now=START - 3 * HOUR)
    day.voice_fillings()

    asked = ahead.ask_for_lines(day.database, day.settings, now=START - 20 * MINUTE)
    log = aired(day, 4 * MINUTE)

    assert asked == 0
    assert (log["Lời chào"], log["Tin khác"], log["Tiêm chủng"]) == ("", "", "")
