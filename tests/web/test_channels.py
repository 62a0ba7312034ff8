"""The page of channels: set up, tried, and never showing what is secret."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.models import Channel, Delivery
from station.notify import notices
from station.notify.events import Event
from tests.conftest import NOW, People
from tests.station.notify.servers import web_hook
from tests.web.conftest import SignIn, look_again

PAGE = "/quan-tri/kenh-bao-tin/"


def typed(address: str) -> dict[str, object]:
    return {"name": "Trực đài", "for_whom": "cán bộ trực", "address": address, "events": ["alarm"], "enabled": "yes"}


def test_a_channel_is_set_up_tried_and_told_of_without_its_secret(
    session: Session, browser: SignIn, people: People
) -> None:
    chief = browser(people.chief)
    with web_hook() as hook:
        chief.post(f"{PAGE}moi", typed(hook.hook))
        number = session.scalars(select(Channel.id)).one()

        tried = chief.post(f"{PAGE}{number}/thu", follow_redirects=True)

    pages = [tried.text, chief.get(f"{PAGE}{number}").text, chief.get("/thao-tac/").text]
    assert "Đã gửi thử qua kênh «Trực đài»" in tried.text
    assert [each["message"] for each in hook.taken] == ["Kênh này nhận được tin của đài."]
    assert not any("bi-mat" in page or "ma-kin" in page for page in pages)


def test_a_trial_that_fails_says_why(session: Session, browser: SignIn, people: People) -> None:
    chief = browser(people.chief)
    with web_hook(status=404) as hook:
        chief.post(f"{PAGE}moi", typed(hook.hook))

        tried = chief.post(f"{PAGE}1/thu", follow_redirects=True)

    assert "không được: nơi nhận không có địa chỉ này (lỗi 404)." in tried.text


def test_a_wrong_address_is_one_sentence_at_its_box_and_keeps_what_else_was_typed(
    session: Session, browser: SignIn, people: People
) -> None:
    answer = browser(people.chief).post(f"{PAGE}moi", typed("tôi-không-biết"))

    assert answer.status_code == 422
    assert 'id="address-wrong"' in answer.text and 'value="cán bộ trực"' in answer.text
    assert "tôi-không-biết" not in answer.text
    assert session.scalars(select(Channel)).all() == []


def test_what_did_not_arrive_stands_on_top(session: Session, browser: SignIn, people: People) -> None:
    chief = browser(people.chief)
    chief.post(f"{PAGE}moi", typed("json://127.0.0.1:9/x"))
    notices.post(session, Event.ALARM, "alarm/1", "Im lặng", "Thôn Đông im lặng.", now=NOW)
    session.flush()
    session.scalars(select(Delivery)).one().failure = "máy chủ nơi nhận không mở cổng này"
    session.commit()

    page = chief.get(PAGE).text

    assert page.index("Chưa tới nơi") < page.index("máy chủ nơi nhận không mở cổng này") < page.index("Các kênh")
    assert "Thôn Đông im lặng." in page


def test_left_empty_the_address_stays_and_a_channel_can_go(session: Session, browser: SignIn, people: People) -> None:
    chief = browser(people.chief)
    chief.post(f"{PAGE}moi", typed("json://127.0.0.1:9/x"))

    chief.post(f"{PAGE}1", typed("") | {"name": "Lãnh đạo"})
    kept = session.scalars(select(Channel)).one()
    name, address = kept.name, kept.address
    chief.post(f"{PAGE}1/xoa")
    look_again(session)

    assert (name, address) == ("Lãnh đạo", "json://127.0.0.1:9/x")
    assert session.scalars(select(Channel)).all() == []


def test_only_the_administrator_sees_the_form(browser: SignIn, people: People) -> None:
    for someone in (people.lan, people.hung, people.minh):
        assert browser(someone).get(f"{PAGE}moi").status_code == 403
        assert browser(someone).post(f"{PAGE}moi", typed("json://h")).status_code == 403
        assert "Thêm kênh" not in browser(someone).get(PAGE).text
