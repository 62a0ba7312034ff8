"""Pages of a programme: one day changed, a clash answered, the week, a copy, an end and a new start."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from playlists import actions as plans
from playlists import guard, guarding
from playlists.actions import Entry
from playlists.models import Playlist, Programme, YearDay
from station import clock
from tests.conftest import NOW, SAIGON, People
from tests.web.conftest import SignIn

TODAY = clock.local(clock.now(), SAIGON).date()  # the pages read the clock
FIRST, LATER = TODAY + timedelta(days=1), TODAY + timedelta(days=10)
DAILY = {"kind": "weekly", "weekdays": [str(day) for day in range(7)], "starts_at": "05:30", "every": "1"}


@pytest.fixture
def playlist(session: Session, people: People) -> Playlist:
    guarding.set_rule(session, None, guard.ALWAYS, by=people.chief, now=NOW)
    playlist = plans.save_playlist(session, "Sáng", [Entry(pause_seconds=600)], by=people.minh, now=NOW)
    session.commit()
    return playlist


@pytest.fixture
def typed(playlist: Playlist, zones: dict[str, int]) -> dict[str, object]:
    morning = {"name": "Sớm mai", "playlist": playlist.id, "zones": zones["xa"], "first_day": FIRST.isoformat()}
    return {**DAILY, **morning}


def programmes(session: Session) -> list[Programme]:
    session.rollback()  # look again
    return list(session.scalars(select(Programme).order_by(Programme.id)))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"kind": "once"}, {"kind": "once"}),
        ({"every": "2", "weekdays": ["6"]}, {"kind": "weekly", "weekdays": [6], "every": 2}),
        ({"kind": "month_days", "month_days": "1, 15, cuối"}, {"kind": "month_days", "days": [-1, 1, 15]}),
        ({"kind": "month_weekday", "nth": "-1", "weekday": "4"}, {"kind": "month_weekday", "nth": -1, "weekday": 4}),
        ({"kind": "yearly", "year_day": "29/2"}, {"kind": "yearly", "month": 2, "day": 29}),
        ({"kind": "lunar_days", "lunar_days": "1 15"}, {"kind": "lunar_days", "days": [1, 15]}),
    ],
)
def test_each_kind_of_recurrence_can_be_typed_and_copied(
    session: Session,
    browser: SignIn,
    people: People,
    typed: dict[str, object],
    change: dict[str, object],
    rule: dict[str, object],
) -> None:
    minh = browser(people.minh)

    assert minh.post("/chuong-trinh/moi", {**typed, **change}).status_code == 302

    booked = programmes(session)[0]
    assert booked.rule == rule
    assert "Sớm mai" in minh.get(f"/chuong-trinh/{booked.id}").text
    copy = minh.get(f"/chuong-trinh/moi?giong={booked.id}").text
    assert f'name="kind" value="{rule["kind"]}" checked' in copy


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "FREQ=SECONDLY"}, "một trong các kiểu lịch"),
        ({"every": "0"}, "từ 1 đến 52"),
        ({"kind": "month_days", "month_days": "mai"}, "không phải là một ngày"),
        ({"kind": "month_days", "month_days": "32"}, "từ 1 đến 31"),
        ({"kind": "month_weekday", "nth": "9"}, "tuần thứ nhất"),
        ({"kind": "yearly", "year_day": "30/2"}, "Tháng 2 không có ngày 30"),
        ({"kind": "yearly", "year_day": "rằm"}, "ngày trong năm"),
        ({"kind": "lunar_days", "lunar_days": ""}, "ngày âm lịch"),
        ({"kind": "lunar_days", "lunar_days": "cuối"}, "ngày âm lịch"),
        ({"last_day": "2020-01-01"}, "phải sau ngày bắt đầu"),
        ({"first_day": "9999-12-31"}, "từ 2000 đến 2100"),
        ({"on_holiday": "999"}, "Không tìm thấy danh sách phát"),
    ],
)
def test_a_recurrence_that_cannot_be_is_one_sentence_and_nothing_is_booked(
    session: Session,
    browser: SignIn,
    people: People,
    typed: dict[str, object],
    change: dict[str, object],
    sentence: str,
) -> None:
    answer = browser(people.minh).post("/chuong-trinh/moi", {**typed, **change})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert programmes(session) == []


def test_a_day_is_skipped_moved_replaced_and_put_back_on_the_programmes_page(
    session: Session, browser: SignIn, people: People, typed: dict[str, object], playlist: Playlist
) -> None:
    minh = browser(people.minh)
    minh.post("/chuong-trinh/moi", typed)
    number = programmes(session)[0].id
    day = f"/chuong-trinh/{number}/ngay/{LATER}"

    assert minh.post(f"{day}/nghi", {}).status_code == 302
    assert "nghỉ" in minh.get(f"/chuong-trinh/{number}").text
    assert "Nghỉ buổi này" in minh.get(f"/lich-tuan/?ngay={LATER}").text
    assert minh.post(f"{day}/doi", {"to_day": LATER.isoformat(), "to_time": "17:00"}).status_code == 302
    assert minh.post(f"{day}/thay", {"playlist": playlist.id}).status_code == 302
    assert "Dời từ" in minh.get(f"/lich-tuan/?ngay={LATER}").text
    assert minh.post(f"{day}/nhu-cu", {}).status_code == 302

    assert programmes(session)[0].exceptions == []
    assert minh.post(f"{day}/nhu-cu", {}).status_code == 422
    assert minh.post(f"/chuong-trinh/{number}/ngay/hom-nay/nghi", {}).status_code == 404


@pytest.mark.parametrize(
    ("answer", "booked", "skipped", "ended"),
    [("after 05:50", 2, 0, False), ("days {}", 2, 1, False), ("series {}", 2, 0, True), ("", 1, 0, False)],
)
def test_a_clash_is_answered_by_a_button(
    session: Session,
    browser: SignIn,
    people: People,
    typed: dict[str, object],
    answer: str,
    booked: int,
    skipped: int,
    ended: bool,
) -> None:
    minh = browser(people.minh)
    minh.post("/chuong-trinh/moi", typed)
    number = programmes(session)[0].id
    second = {**typed, "kind": "once", "name": "Xen vào", "starts_at": "05:35", "first_day": LATER.isoformat()}

    refused = minh.post("/chuong-trinh/moi", second)
    assert refused.status_code == 422
    assert "Phát sau, lúc 05:40" in refused.text and f'value="series {number}"' in refused.text
    minh.post("/chuong-trinh/moi", {**second, "answer": answer.format(number)})

    found = programmes(session)
    assert (len(found), len(found[0].exceptions), found[0].ended_at is not None) == (booked, skipped, ended)


def test_a_move_onto_another_programme_offers_answers_and_takes_one(
    session: Session, browser: SignIn, people: People, typed: dict[str, object]
) -> None:
    minh = browser(people.minh)
    minh.post("/chuong-trinh/moi", typed)
    minh.post("/chuong-trinh/moi", {**typed, "starts_at": "17:00"})
    morning, evening = programmes(session)
    there = {"to_day": LATER.isoformat(), "to_time": "17:05"}

    refused = minh.post(f"/chuong-trinh/{morning.id}/ngay/{LATER}/doi", there)
    done = minh.post(f"/chuong-trinh/{morning.id}/ngay/{LATER}/doi", {**there, "answer": f"days {evening.id}"})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "Phát sau, lúc 17:10" in refused.text
    assert [len(each.exceptions) for each in programmes(session)] == [1, 1]


def test_a_series_is_shortened_ended_and_started_again(
    session: Session, browser: SignIn, people: People, typed: dict[str, object]
) -> None:
    minh = browser(people.minh)
    minh.post("/chuong-trinh/moi", typed)
    number = programmes(session)[0].id

    assert minh.post(f"/chuong-trinh/{number}/phat-lai", {"last_day": ""}).status_code == 422
    assert minh.post(f"/chuong-trinh/{number}/ngay-cuoi", {"last_day": LATER.isoformat()}).status_code == 302
    minh.post(f"/chuong-trinh/{number}/ket-thuc", {})
    assert minh.post(f"/chuong-trinh/{number}/phat-lai", {"last_day": ""}).status_code == 302

    old, new = programmes(session)
    assert (old.last_day, new.last_day, new.follows_id) == (LATER, None, old.id)


def test_the_week_of_a_zone_marks_what_sounds_over_something(
    session: Session, browser: SignIn, people: People, typed: dict[str, object], playlist: Playlist
) -> None:
    minh = browser(people.minh)
    minh.post("/chuong-trinh/moi", typed)
    minh.post("/chuong-trinh/moi", {**typed, "name": "Thứ hai", "starts_at": "05:45"})
    plans.save_playlist(
        session, "Sáng", [Entry(pause_seconds=600)] * 2, by=people.minh, now=NOW, playlist_id=playlist.id
    )
    session.commit()

    week = minh.get(f"/lich-tuan/?ngay={LATER}").text

    assert "Trùng giờ với «Sớm mai»" in week
    assert "Trùng giờ" not in minh.get("/lich-tuan/?ngay=2001-01-01&khu_vuc=1").text
    assert minh.get("/lich-tuan/?ngay=hom-qua").status_code == 200


def test_the_week_names_the_holiday_and_not_only_its_kind(session: Session, browser: SignIn, people: People) -> None:
    terms = {"days": 1, "changed_by": "minh", "changed_at": NOW}
    session.add(YearDay(name="Giỗ Tổ Hùng Vương", kind="holiday", falls="26/04/2026", **terms))
    session.commit()

    assert "26/04<br>Giỗ Tổ Hùng Vương" in browser(people.minh).get("/lich-tuan/?ngay=2026-04-22").text


def test_only_operators_change_a_day(
    session: Session, browser: SignIn, people: People, typed: dict[str, object]
) -> None:
    browser(people.minh).post("/chuong-trinh/moi", typed)
    number = programmes(session)[0].id

    for deed in (f"ngay/{LATER}/nghi", f"ngay/{LATER}/nhu-cu", "ngay-cuoi", "phat-lai"):
        assert browser(people.lan).post(f"/chuong-trinh/{number}/{deed}", {}).status_code == 403
