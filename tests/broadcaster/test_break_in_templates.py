"""Break-ins prepared in calm: filled, voiced, ordered, retired."""

import pytest
from sqlalchemy.orm import Session

from broadcaster.breakin import breakins, templates
from broadcaster.breakin.breakins import Manner
from content.models import Announcement
from station.errors import BadInput, Forbidden
from tests.broadcaster.breakin_station import BreakInStation
from tests.conftest import NOW, SAIGON, People

ENDLESS = Manner(times=0, gap_seconds=10.0, opening="siren")


@pytest.fixture
def station(session: Session, people: People, zones: dict[str, int]) -> BreakInStation:
    """A station whose signals lie ready."""
    station = BreakInStation(session, people, zones)
    station.house()
    return station


def filled(station: BreakInStation, place: str = "thôn Đông") -> Announcement:
    template = templates.prepare(
        station.session,
        "Lũ quét",
        "Nước lũ dâng cao tại {nơi}. Sơ tán ngay trước {giờ}.",
        [station.zones["xa"]],
        ENDLESS,
        by=station.people.lan,
        now=NOW,
    )
    order = templates.order(
        station.session,
        template.id,
        [station.zones["thon-dong"]],
        values={"nơi": f" {place} ", "giờ": "19 giờ"},
        by=station.people.minh,
        now=NOW,
        timezone=SAIGON,
    )
    assert (order.template_id, order.opening, order.times) == (template.id, "siren", 0)
    return station.session.get_one(Announcement, order.announcement_id)


def test_a_template_with_blanks_is_filled_voiced_offline_and_stands_on_the_officers_word(
    station: BreakInStation,
) -> None:
    words = filled(station)

    assert words.current.text == "Nước lũ dâng cao tại thôn Đông. Sơ tán ngay trước 19 giờ."
    assert (words.urgency, words.current.voice, words.current.title) == ("urgent", "espeak", "Lũ quét")
    assert len(breakins.unsigned(station.session)) == 1


@pytest.mark.parametrize("place", ["", "   ", "x" * 201])
def test_a_blank_left_empty_or_overfilled_is_refused_beside_its_box(station: BreakInStation, place: str) -> None:
    with pytest.raises(BadInput) as refused:
        filled(station, place)

    assert refused.value.field == "blank-nơi"


def test_braces_in_what_was_typed_fill_nothing_else(station: BreakInStation) -> None:
    assert "tại {giờ}. Sơ tán" in filled(station, "{giờ}").current.text


def test_an_approved_template_without_blanks_is_ready_and_needs_no_signature(station: BreakInStation) -> None:
    zone_ids = [station.zones["xa"]]
    by, now = station.people.lan, NOW
    template = templates.prepare(
        station.session, "Báo yên", "Hết lũ.", zone_ids, Manner(opening="chime"), by=by, now=now
    )
    station.voice(template.announcement)
    station.approve(template.announcement)

    order = templates.order(station.session, template.id, zone_ids, by=station.people.minh, now=NOW, timezone=SAIGON)

    assert templates.blanks_of(template) == ()
    assert order.approval_id is not None
    assert order.opening == "chime"


def test_a_retired_template_is_offered_no_more(station: BreakInStation) -> None:
    kept, gone = (
        templates.prepare_from(station.session, station.text(title).id, Manner(), by=station.people.lan, now=NOW)
        for title in ("B", "A")
    )

    templates.retire(station.session, gone.id, by=station.people.lan, now=NOW)

    assert templates.offered(station.session) == [kept]
    with pytest.raises(Forbidden):
        templates.retire(station.session, kept.id, by=station.people.minh, now=NOW)
    with pytest.raises(BadInput):
        templates.prepare_from(station.session, kept.announcement_id, Manner(), by=station.people.lan, now=NOW)
