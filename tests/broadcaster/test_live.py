"""Who may talk live, where, and how a talk comes to its end in the tables."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import airplan, facts
from broadcaster.breakin import breakins
from broadcaster.models import AsRun
from broadcaster.stretch import FRAME
from broadcaster.talks import live
from broadcaster.talks.hours import OutsideHours
from broadcaster.talks.live import TalkOver, ZoneTaken
from broadcaster.talks.permits import NoPermit
from content import actions, decisions
from content.clearance import NotCleared
from content.models import Clip, Form, HouseSound
from playlists.models import GuardRule
from station import queries
from station.errors import BadInput, Forbidden, NotFound
from tests.broadcaster.live_talks import permit, start
from tests.conftest import NOW, SAIGON, People
from tests.content.test_approval import approved

DING = "d" * 64


@pytest.fixture
def ding_dong(session: Session) -> None:
    """The station's own chime, three seconds of it."""
    clip = Clip(sha256=DING, frames=125, air_format="64k", lufs=-16, true_peak_dbtp=-2, voice="chuông", made_at=NOW)
    session.add(clip)
    session.flush()
    session.add(HouseSound(kind="chime", text="", asked_at=NOW, clip_sha256=DING))
    session.commit()


@pytest.mark.parametrize(
    ("name", "may"), [("lan", True), ("hung", True), ("minh", True), ("chief", False)], ids=lambda each: str(each)
)
def test_a_talk_needs_the_role_and_of_all_but_approvers_a_permit(
    session: Session, people: People, zones: dict[str, int], name: str, may: bool
) -> None:
    person = getattr(people, name)
    refusal: type[Exception] = NoPermit if may else Forbidden

    if name != "hung":
        with pytest.raises(refusal):
            start(session, person, zones["thon-dong"])
    if may and name != "hung":
        permit(session, people, name, zones["xa"])

    if may:
        assert start(session, person, zones["thon-dong"]).speaker == name


def test_a_station_may_ask_for_no_permit(session: Session, people: People, zones: dict[str, int]) -> None:
    talk = start(session, people.minh, zones["xa"], permit_asked=False)

    assert talk.permit_id is None


def test_a_zone_hears_one_talk_at_a_time(session: Session, people: People, zones: dict[str, int]) -> None:
    permit(session, people, "minh", zones["xa"])
    first = start(session, people.hung, zones["thon-dong"], minutes=5)

    with pytest.raises(ZoneTaken, match="«Cụm cổng thôn Đông» đang có Hung nói trực tiếp"):
        start(session, people.minh, zones["cong-dong"])
    elsewhere = start(session, people.minh, zones["thon-tay"])
    live.end(session, first.id, by=people.hung, now=NOW)
    live.end(session, elsewhere.id, by=people.minh, now=NOW)
    again = start(session, people.minh, zones["xa"], minutes=1)
    after_the_limit = start(session, people.hung, zones["xa"], now=NOW + timedelta(seconds=61))

    assert (again.ended_at, after_the_limit.zone_ids) == (None, sorted(zones.values()))


@pytest.mark.parametrize("minutes", [0, -1, 61])
def test_a_talk_lasts_an_hour_at_most(session: Session, people: People, zones: dict[str, int], minutes: int) -> None:
    with pytest.raises(BadInput, match="từ 1 đến 60 phút"):
        start(session, people.hung, zones["xa"], minutes=minutes)


def test_a_talk_keeps_the_hours_of_its_zones(session: Session, people: People, zones: dict[str, int]) -> None:
    until_ten = GuardRule(zone_id=zones["cong-dong"], changed_by="-", changed_at=NOW)
    until_ten.windows = [["05:30", "09:04", list(range(7))]]  # it is 09:00
    until_ten.sessions_a_day = until_ten.session_minutes = until_ten.day_minutes = 0
    session.add(until_ten)
    session.flush()

    shortened = start(session, people.hung, zones["thon-dong"], minutes=30)
    elsewhere = start(session, people.hung, zones["thon-tay"], minutes=30)
    live.end(session, shortened.id, by=people.hung, now=NOW)

    assert (shortened.minutes, elsewhere.minutes) == (4, 30)
    with pytest.raises(OutsideHours, match=r"Cụm cổng thôn Đông: .*ngoài giờ chỉ được phát khẩn"):
        start(session, people.hung, zones["thon-dong"], now=NOW + timedelta(minutes=3, seconds=30))


def test_a_talk_is_claimed_in_every_zone_with_its_order_and_written_in_the_audit_trail(
    session: Session, people: People, zones: dict[str, int], ding_dong: None
) -> None:
    talk = start(session, people.hung, zones["thon-dong"], minutes=2, chime="ding-dong")

    rows = session.scalars(select(AsRun).order_by(AsRun.id)).all()
    found = {(row.zone_id, row.item): (row.clip_sha256, row.frames, row.planned_at) for row in rows}
    speaks_at = NOW + timedelta(seconds=3)
    expected = {"chime": (DING, 125, NOW), "talk": (f"live:{talk.id}", 5000, speaks_at)}
    places = (zones["thon-dong"], zones["cong-dong"])
    assert found == {(zone, item): told for zone in places for item, told in expected.items()}
    (deed,) = queries.deeds(session, subject=f"live/{talk.id}")
    assert (deed.person, deed.deed, deed.detail["zones"]) == ("hung", "live_start", sorted(places))


def plan(session: Session, *, seconds: float) -> airplan.Plan:
    now = NOW + timedelta(seconds=seconds)
    known = facts.read(session, now=now, timezone=SAIGON, station_name="Đài")
    return airplan.make(known, now=now, timezone=SAIGON)


def test_the_plan_sends_the_microphone_after_the_chime_until_the_talk_is_over(
    session: Session, people: People, zones: dict[str, int], ding_dong: None
) -> None:
    talk = start(session, people.hung, zones["thon-tay"], minutes=2, chime="ding-dong")

    sounding = [each.clip_sha256 for each in plan(session, seconds=1).stretches[zones["thon-tay"]]]
    live.end(session, talk.id, by=people.hung, now=NOW + timedelta(seconds=20))
    after = plan(session, seconds=20)

    assert sounding == [DING, f"live:{talk.id}"]
    assert {cut.reason for cut in after.cuts.values()} == {"người nói kết thúc"}
    assert after.wanted == []
    assert not after.stretches.get(zones["thon-tay"])


def test_a_break_in_lies_over_a_talk_which_goes_on_at_its_own_place_after_it(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    alarm = approved(session, people, zones)
    talk = start(session, people.hung, zones["thon-dong"], minutes=2)
    session.commit()

    breakins.order(
        session, alarm.id, [zones["thon-dong"]], by=people.minh, now=NOW + timedelta(seconds=10), timezone=SAIGON
    )
    found = plan(session, seconds=10.1).stretches[zones["thon-dong"]]

    before, over, after = found
    assert [each.clip_sha256[:5] for each in found] == ["live:", alarm.current.clip_sha256[:5], "live:"]  # type: ignore[index]
    assert before.origin == after.origin == talk.starts_at
    assert abs(after.starts_at - over.ends_at) < FRAME


def test_one_ends_ones_own_talk_and_an_officer_anybodys(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    permit(session, people, "lan", zones["xa"])
    mine = start(session, people.lan, zones["thon-dong"])
    his = start(session, people.hung, zones["thon-tay"])

    with pytest.raises(Forbidden):
        live.end(session, his.id, by=people.lan, now=NOW)
    live.end(session, mine.id, by=people.lan, now=NOW)
    live.end(session, his.id, by=people.minh, now=NOW)

    assert (mine.end_reason, his.end_reason, his.ended_by) == ("người nói kết thúc", "«minh» ngắt", "minh")
    with pytest.raises(TalkOver, match="«minh» ngắt"):
        live.speaking(session, his.id, by=people.hung, now=NOW)
    with pytest.raises(live.NotYourTalk):
        live.speaking(session, mine.id, by=people.hung, now=NOW)


def test_the_first_end_that_is_written_down_stands(session: Session, people: People, zones: dict[str, int]) -> None:
    talk = start(session, people.hung, zones["xa"])

    live.close(session, talk, "mất kết nối với micro", by="loa", now=NOW)
    live.close(session, talk, "hết thời lượng cho phép", by="loa", now=NOW + timedelta(minutes=1))

    assert (talk.end_reason, talk.ended_at) == ("mất kết nối với micro", NOW)


def test_a_chime_is_an_approved_jingle_of_these_zones(session: Session, people: People, zones: dict[str, int]) -> None:
    terms = actions.Terms([zones["thon-tay"]])
    jingle = actions.record(session, "Nhạc hiệu", "e" * 64, terms, by=people.lan, now=NOW, form=Form.JINGLE)
    session.add(Clip(sha256=DING, frames=125, air_format="64k", lufs=-16, true_peak_dbtp=-2, voice="x", made_at=NOW))
    session.flush()
    jingle.current.clip_sha256 = DING
    session.flush()
    session.expire(jingle)

    with pytest.raises(NotCleared):
        start(session, people.hung, zones["thon-tay"], chime=str(jingle.id))
    actions.submit(session, jingle.id, by=people.lan, now=NOW)
    decisions.approve(session, jingle.id, DING, by=people.hung, now=NOW)
    with pytest.raises(NotCleared, match="chưa được duyệt cho khu vực này"):
        start(session, people.hung, zones["thon-dong"], chime=str(jingle.id))

    assert start(session, people.hung, zones["thon-tay"], chime=str(jingle.id)).chime_sha256 == DING


@pytest.mark.parametrize("chime", ["ding-dong", "999", "-1", "x"])
def test_a_chime_that_is_not_there_is_refused_in_one_sentence(
    session: Session, people: People, zones: dict[str, int], chime: str
) -> None:
    with pytest.raises((BadInput, NotFound)):
        start(session, people.hung, zones["xa"], chime=chime)
