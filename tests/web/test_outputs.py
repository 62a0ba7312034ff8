"""The pages of outputs: a form generated from each kind, live states, and no secret ever shown."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from broadcaster import lease, output_states
from broadcaster import output_actions as actions
from broadcaster.models import Lease, Output
from broadcaster.outputs.port import Health
from broadcaster.outputs.table import KINDS
from station import clock
from station.models import Person, Zone
from tests.conftest import NOW, People
from tests.web.conftest import SignIn, look_again

PLACE = "/quan-tri/dau-ra"
ADDRESS = "http://may-chu:8000/xa.mp3"
ROLES = ["editor", "approver", "operator", "administrator", "inspector"]


@pytest.fixture
def output(session: Session, people: People, zones: dict[str, int]) -> Output:
    setup = actions.Setup(zones["xa"], "Máy chủ huyện", {"address": ADDRESS, "password": "bí mật"})
    output = actions.add(session, "icecast", setup, by=people.chief, now=NOW)
    session.get_one(Zone, zones["xa"]).is_test = True  # tested at night too: these tests run at any hour
    session.commit()
    return output


def typed(zones: dict[str, int], **other: object) -> dict[str, object]:
    told = {"zone": zones["xa"], "name": "", "address": ADDRESS, "user": "source", "password": "bí mật"}
    return {**told, "enabled": "yes", **other}


def test_an_output_is_set_up_by_its_form(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    answer = browser(people.chief).post(f"{PLACE}/moi/icecast", typed(zones))
    look_again(session)

    (output,) = session.query(Output).all()
    assert answer.status_code == 302
    assert (output.name, output.enabled, output.options["password"]) == ("Máy chủ Icecast, Toàn xã", True, "bí mật")


@pytest.mark.parametrize(
    ("change", "box"),
    [
        ({"zone": ""}, "zone"),
        ({"address": "may-chu"}, "address"),
        ({"address": ""}, "address"),
        ({"password": ""}, "password"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_box(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], change: dict[str, object], box: str
) -> None:
    answer = browser(people.chief).post(f"{PLACE}/moi/icecast", typed(zones, **change))

    assert answer.status_code == 422
    assert f'id="{box}-wrong"' in answer.text
    assert "bí mật" not in answer.text
    assert session.query(Output).count() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_form(browser: SignIn, people: People, zones: dict[str, int], kind: str) -> None:
    page = browser(people.chief).get(f"{PLACE}/moi/{kind}").text

    assert all(f'name="{each.name}"' in page for each in KINDS[kind].fields)


def test_no_page_shows_a_password(browser: SignIn, people: People, output: Output) -> None:
    chief = browser(people.chief)

    pages = [chief.get(path).text for path in (f"{PLACE}/", f"{PLACE}/{output.id}", "/thao-tac/")]

    assert all("bí mật" not in page for page in pages)
    assert "để trống là giữ nguyên" in pages[1]


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_touch_outputs(
    session: Session, browser: SignIn, everybody: dict[str, Person], zones: dict[str, int], output: Output, role: str
) -> None:
    someone = browser(everybody[role])

    deeds = (
        ("moi/icecast", typed(zones, address="http://khac:8000/x")),
        (f"{output.id}", typed(zones)),
        (f"{output.id}/thu", {}),
        (f"{output.id}/tat", {}),
        (f"{output.id}/bat", {}),
        (f"{output.id}/xoa", {}),
    )
    answers = [someone.post(f"{PLACE}/{path}", form).status_code for path, form in deeds]

    assert answers == [302 if role == "administrator" else 403] * len(deeds)
    assert "Phát thử" in someone.get(f"{PLACE}/").text or role != "administrator"


@pytest.mark.parametrize(
    ("health", "age", "words"),
    [
        (Health(ok=True), 1, "Đang nhận tiếng"),
        (Health(ok=False, sentence="Máy chủ không trả lời."), 1, "Máy chủ không trả lời."),
        (Health(ok=True), 60, "Trình phát không chạy"),
    ],
)
def test_a_state_is_believed_only_while_play_out_lives(
    session: Session, browser: SignIn, people: People, output: Output, health: Health, age: int, words: str
) -> None:
    now = clock.now()
    session.add(Lease(name=lease.NAME, holder="máy 1 1", beat_at=now - timedelta(seconds=age)))
    output_states.write(session, [(output.id, health)], now=now)
    session.commit()

    assert words in browser(people.minh).get(f"{PLACE}/luc-nay").text


def test_the_list_asks_again_by_itself(browser: SignIn, people: People, output: Output) -> None:
    page = browser(people.minh).get(f"{PLACE}/").text

    assert f'hx-get="{PLACE}/luc-nay"' in page
