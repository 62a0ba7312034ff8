"""A source is relayed at exactly the address that a second pair of eyes approved, and at no other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from playlists import relay_sources
from playlists.models import RelayDecision, RelaySource
from playlists.relay_address import fetchable
from playlists.relay_sources import AddressChanged, Approved, DecidedBefore, OwnSource, Unapproved, standing
from station import queries
from station.errors import BadInput, Forbidden
from station.models import Person
from tests.conftest import NOW, People

VOV = "http://media.example.vn:8000/vov1"


@pytest.fixture
def source(session: Session, people: People) -> RelaySource:
    return relay_sources.save(session, "VOV1", VOV, by=people.minh, now=NOW)


def test_a_new_source_is_not_approved(source: RelaySource) -> None:
    assert isinstance(standing(source), Unapproved)


def test_an_approved_source_stands_with_its_address_and_the_decision(
    session: Session, people: People, source: RelaySource
) -> None:
    decision = relay_sources.approve(session, source.id, VOV, by=people.hung, now=NOW)

    assert standing(source) == Approved(source.id, "VOV1", VOV, decision.id)


def test_a_new_address_drops_the_approval_even_when_it_is_changed_back(
    session: Session, people: People, source: RelaySource
) -> None:
    relay_sources.approve(session, source.id, VOV, by=people.hung, now=NOW)

    for address in (VOV + "/other", VOV):
        relay_sources.save(session, "VOV1", address, by=people.minh, now=NOW, source_id=source.id)
        assert isinstance(standing(source), Unapproved)


def test_a_new_name_or_note_keeps_the_approval(session: Session, people: People, source: RelaySource) -> None:
    relay_sources.approve(session, source.id, VOV, by=people.hung, now=NOW)

    relay_sources.save(session, "Đài Tiếng nói", VOV, "kênh thời sự", by=people.minh, now=NOW, source_id=source.id)

    assert isinstance(standing(source), Approved)


def test_nobody_approves_an_address_of_their_own(session: Session, people: People) -> None:
    people.minh.roles = ["operator", "approver"]
    source = relay_sources.save(session, "Huyện", VOV, by=people.minh, now=NOW)

    with pytest.raises(OwnSource):
        relay_sources.approve(session, source.id, VOV, by=people.minh, now=NOW)


def test_only_what_was_looked_at_is_approved(session: Session, people: People, source: RelaySource) -> None:
    with pytest.raises(AddressChanged):
        relay_sources.approve(session, source.id, "http://old.example.vn/", by=people.hung, now=NOW)


def test_a_withdrawn_source_says_who_and_why(session: Session, people: People, source: RelaySource) -> None:
    relay_sources.approve(session, source.id, VOV, by=people.hung, now=NOW)

    relay_sources.withdraw(session, source.id, "đài lạ chen vào", by=people.hung, now=NOW)

    stands = standing(source)
    assert isinstance(stands, Unapproved)
    assert "«hung»" in stands.reason and "đài lạ chen vào" in stands.reason


def test_a_decision_is_made_once(session: Session, people: People, source: RelaySource) -> None:
    with pytest.raises(DecidedBefore):
        relay_sources.withdraw(session, source.id, "lý do", by=people.hung, now=NOW)
    relay_sources.approve(session, source.id, VOV, by=people.hung, now=NOW)
    with pytest.raises(DecidedBefore):
        relay_sources.approve(session, source.id, VOV, by=people.hung, now=NOW)


def test_each_deed_belongs_to_its_role_and_leaves_its_trace(
    session: Session, people: People, source: RelaySource
) -> None:
    with pytest.raises(Forbidden):
        relay_sources.save(session, "Khác", VOV, by=people.hung, now=NOW)
    with pytest.raises(Forbidden):
        relay_sources.approve(session, source.id, VOV, by=people.minh, now=NOW)
    relay_sources.approve(session, source.id, VOV, by=people.hung, now=NOW)

    deeds = [(deed.person, deed.deed) for deed in queries.deeds(session, subject=f"relay/{source.id}", limit=10)]
    assert deeds == [("hung", "approve_relay"), ("minh", "save_relay")]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "vov1",
        "file:///etc/passwd",
        "ftp://a.vn/x",
        "http://",
        "http:///x",
        "http://user:pass@a.vn/",
        "http://a.vn:99999/",
        "http://a.vn:0x/",
        "http://[::1/",
        "http://a.vn/x y",
        "http://a.vn/" + "x" * 500,
        "pipe:0",
        "concat:http://a.vn/1|file:///etc/passwd",
        "http://đài.vn/",
    ],
)
def test_an_address_that_cannot_be_relayed_is_refused(session: Session, people: People, address: str) -> None:
    with pytest.raises(BadInput):
        relay_sources.save(session, "VOV1", address, by=people.minh, now=NOW)


@pytest.mark.parametrize(
    "address", ["http://192.168.1.20:8000/luồng.mp3", "https://a.vn/x.m3u8?k=v&t=1", "http://[::1]:8000/a"]
)
def test_a_box_on_the_own_network_may_be_relayed(session: Session, people: People, address: str) -> None:
    assert relay_sources.save(session, "Hộp", address, by=people.minh, now=NOW).address == address


@given(st.text())
@settings(max_examples=300)
def test_nothing_but_http_is_ever_fetched(address: str) -> None:
    assert fetchable(address) == "" or fetchable(address).lower().startswith(("http://", "https://"))


OPERATOR, APPROVER = "operator", "approver"
DEEDS = st.sampled_from([("address", "a"), ("address", "b"), ("approve", ""), ("withdraw", "")])


@given(st.lists(DEEDS, max_size=12))
def test_whatever_happens_what_stands_approved_was_approved_as_it_stands(deeds: list[tuple[str, str]]) -> None:
    source = RelaySource(id=1, name="x", address="", address_number=0)
    said = False
    for kind, address in deeds:
        if kind == "address" and source.address != address:
            source.address, source.address_number, said = address, source.address_number + 1, False
        elif kind != "address":
            said = kind == "approve"
            source.decisions.append(
                RelayDecision(
                    id=9,
                    address=source.address,
                    address_number=source.address_number,
                    approves=said,
                    reason="",
                    person=Person(username="hung"),
                )
            )

    assert isinstance(standing(source), Approved) == said
