"""The outbox: real receivers, good and bad; each news once to each channel, whatever dies."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from station import clock
from station.database import Database
from station.errors import BadInput, Forbidden
from station.models import AuditEntry, Channel, Delivery
from station.notify import channels, letters, notices, outbox, sending
from station.notify.channels import Setup
from station.notify.events import Event
from station.notify.postman import Postman
from station.notify.sending import Outgoing, Receiver
from tests.conftest import NOW, People
from tests.station.notify.servers import closed_port, mail_server, silent_server, web_hook

HOOK = Receiver("JSON", "json://127.0.0.1/…")


def channel(session: Session, people: People, address: str, name: str = "Trực đài") -> Channel:
    setup = Setup(name, [Event.ALARM])
    return channels.add(session, setup, address, HOOK, by=people.chief, now=NOW)


def post(session: Session, name: str = "alarm/1") -> None:
    notices.post(session, Event.ALARM, name, "Báo động", "Thôn Đông im lặng.", now=NOW)


def deliveries(session: Session) -> list[Delivery]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Delivery).order_by(Delivery.id)))


def test_a_notice_reaches_a_web_hook_and_a_mailbox(session: Session, database: Database, people: People) -> None:
    with web_hook() as hook, mail_server() as mail:
        channel(session, people, hook.hook)
        channel(session, people, f"mailto://127.0.0.1:{mail.port}/?to=a@xa.vn&from=dai@xa.vn", "Thư")
        post(session)
        session.commit()

        tried = outbox.send_due(database, station_name="Đài xã")

    assert tried == 2
    assert [(each["title"], each["message"]) for each in hook.taken] == [("Đài xã: Báo động", "Thôn Đông im lặng.")]
    assert len(mail.mails) == 1 and "a@xa.vn" in mail.mails[0]
    assert all(each.sent_at and each.try_at is None for each in deliveries(session))


def test_nothing_is_said_twice(session: Session, database: Database, people: People) -> None:
    with web_hook() as hook:
        channel(session, people, hook.hook)
        post(session)
        post(session)
        session.commit()

        outbox.send_due(database, station_name="Đài xã")
        again = outbox.send_due(database, station_name="Đài xã")

    assert (len(hook.taken), again) == (1, 0)


def test_a_receiver_that_says_no_is_tried_again_later_and_the_page_can_tell_why(
    session: Session, database: Database, people: People
) -> None:
    with web_hook(status=401) as hook:
        channel(session, people, hook.hook)
        post(session)
        session.commit()

        outbox.send_due(database, station_name="Đài xã")

    (delivery,) = deliveries(session)
    assert "sai tên, mật khẩu" in delivery.failure and "bi-mat" not in delivery.failure
    assert delivery.sent_at is None and delivery.try_at and delivery.try_at > clock.now()
    assert list(outbox.pending(session)) == [delivery]


def test_after_the_last_attempt_it_is_given_up_and_still_shown(
    session: Session, database: Database, people: People
) -> None:
    channel(session, people, f"json://127.0.0.1:{closed_port()}/x")
    post(session)
    session.flush()
    session.scalars(select(Delivery)).one().attempts = letters.MOST_ATTEMPTS - 1
    session.commit()

    outbox.send_due(database, station_name="Đài xã")

    (delivery,) = deliveries(session)
    assert (delivery.attempts, delivery.try_at) == (letters.MOST_ATTEMPTS, None)
    assert "không mở cổng" in delivery.failure


def test_what_was_being_sent_when_the_station_died_is_sent_later(
    session: Session, database: Database, people: People
) -> None:
    channel(session, people, "json://127.0.0.1:9/x")
    post(session)
    session.commit()

    with database.writing() as dying:
        taken = outbox._take(dying, now=NOW)
    with database.writing() as other:
        meanwhile = outbox._take(other, now=NOW + timedelta(seconds=30))
    with database.writing() as successor:
        again = outbox._take(successor, now=NOW + outbox.BUSY)

    assert (len(taken), len(meanwhile), len(again)) == (1, 0, 1)


def test_a_receiver_that_never_answers_keeps_nobody_waiting_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "SEND_SECONDS", 1.5)
    began = clock.monotonic()

    with silent_server() as port:
        told = sending.send([Outgoing(1, f"json://127.0.0.1:{port}/x?rto=60", "Tin", "Lời")])

    assert told == {1: "nơi nhận không trả lời kịp"}
    assert clock.monotonic() - began < 10


def test_the_postman_goes_one_round_at_a_time_and_keeps_nobody_waiting(
    session: Session, database: Database, people: People
) -> None:
    with web_hook() as hook:
        channel(session, people, hook.hook)
        post(session)
        session.commit()
        postman = Postman(database, "Đài xã")

        for _ in range(3):
            postman.go()
        rounds = [thread for thread in threading.enumerate() if thread.name == "postman"]
        for each in rounds:
            each.join(30)

    assert (len(rounds), rounds[0].daemon, len(hook.taken)) == (1, True, 1)


def test_what_is_switched_off_gets_nothing_later(session: Session, database: Database, people: People) -> None:
    number = channel(session, people, "json://127.0.0.1:9/x").id
    post(session)
    channels.change(session, number, Setup("Trực đài", [Event.ALARM], enabled=False), by=people.chief, now=NOW)
    channels.change(session, number, Setup("Trực đài", [Event.ALARM]), by=people.chief, now=NOW)
    session.commit()

    assert outbox.send_due(database, station_name="Đài xã") == 0


def test_a_channel_carries_only_what_it_was_asked_to(session: Session, people: People) -> None:
    channel(session, people, "json://127.0.0.1:9/x")

    notices.post(session, Event.PREFLIGHT, "preflight/1", "Mục đỏ", "…", now=NOW)

    assert session.scalars(select(Delivery)).all() == []
    assert [each.event for each in notices.recent(session)] == [Event.PREFLIGHT]


@pytest.mark.parametrize("address", ["", "abc", "khong-co://x", "mailto://", "tgram://\n", "json://" + "x" * 500])
def test_an_address_that_names_nothing_is_one_sentence_beside_its_box(address: str) -> None:
    with pytest.raises(BadInput) as refused:
        sending.look(address)

    assert refused.value.field == "address"


def test_what_is_shown_of_an_address_holds_no_secret() -> None:
    addresses = [
        "mailtos://dai:bi-mat@thu.vn/?to=a@xa.vn",
        "json://u:bi-mat@h.vn/hook/bi-mat",
        "tgram://123456789:bi-mat-abc/42",
    ]

    shown = [sending.look(each) for each in addresses]

    assert [each.service for each in shown] == ["E-Mail", "JSON", "Telegram"]
    assert all("bi-mat" not in each.shown for each in shown)


def test_neither_the_audit_trail_nor_a_letter_in_a_log_tells_an_address(session: Session, people: People) -> None:
    made = channel(session, people, "json://u:bi-mat@h.vn/ma-kin")
    channels.record_trial(session, made, "không mở cổng", by=people.chief, now=NOW)
    channels.remove(session, made.id, by=people.chief, now=NOW)

    deeds = session.scalars(select(AuditEntry)).all()
    assert [each.deed for each in deeds] == ["add_channel", "test_channel", "delete_channel"]
    assert not any("bi-mat" in str(each.detail) or "ma-kin" in str(each.detail) for each in deeds)
    assert "bi-mat" not in repr(Outgoing(1, "json://u:bi-mat@h.vn", "t", "b"))


@pytest.mark.parametrize(
    ("setup", "field"),
    [
        (Setup(" ", [Event.ALARM]), "name"),
        (Setup("x" * 81, [Event.ALARM]), "name"),
        (Setup("A", []), "events"),
        (Setup("A", ["khong-co"]), "events"),
        (Setup("A", [Event.ALARM], "x" * 121), "for_whom"),
        (Setup("Trực  đài", [Event.ALARM]), "name"),
    ],
)
def test_a_channel_that_cannot_be_meant_is_refused_at_its_box(
    session: Session, people: People, setup: Setup, field: str
) -> None:
    channel(session, people, "json://127.0.0.1:9/x")

    with pytest.raises(BadInput) as refused:
        channels.add(session, setup, "json://h", HOOK, by=people.chief, now=NOW)

    assert refused.value.field == field


def test_only_the_administrator_keeps_channels(session: Session, people: People) -> None:
    with pytest.raises(Forbidden):
        channels.add(session, Setup("A", [Event.ALARM]), "json://h", HOOK, by=people.minh, now=NOW)
