"""Who gives a permit to talk live, to whom, and what it lets them do."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from broadcaster.talks import live
from broadcaster.talks import permits as live_permits
from broadcaster.talks.permits import NoPermit
from station.errors import BadInput, Forbidden, NotFound
from station.models import Person
from tests.broadcaster.live_talks import TODAY, permit, start
from tests.conftest import NOW, People


@pytest.mark.parametrize(
    ("until", "zone", "sentence"),
    [
        (TODAY - timedelta(days=1), "xa", "không có hiệu lực hôm nay"),
        (TODAY + timedelta(days=9), "xa", "không có hiệu lực hôm nay"),
        (TODAY, "thon-tay", "không gồm đủ các khu vực"),
        (TODAY, "cong-dong", "không gồm đủ các khu vực"),
    ],
)
def test_a_permit_holds_on_its_days_and_in_its_zones(
    session: Session, people: People, zones: dict[str, int], until: date, zone: str, sentence: str
) -> None:
    permit(session, people, "minh", zones[zone], until=until)

    with pytest.raises(NoPermit, match=sentence):
        start(session, people.minh, zones["thon-dong"])


def test_a_permit_is_given_by_an_approver_to_somebody_else_for_a_year_at_most(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    def give(name: str, by: Person, days: int) -> None:
        live_permits.grant(
            session, name, [zones["xa"]], valid_from=TODAY, valid_until=TODAY + timedelta(days), by=by, now=NOW
        )

    for name, by, days, refusal in (
        ("minh", people.minh, 1, Forbidden),
        ("hung", people.hung, 1, BadInput),
        ("chief", people.hung, 1, BadInput),
        ("minh", people.hung, 367, BadInput),
        ("minh", people.hung, -1, BadInput),
        ("ai", people.hung, 1, NotFound),
    ):
        with pytest.raises(refusal):
            give(name, by, days)


def test_a_revoked_permit_cuts_who_speaks_on_it(session: Session, people: People, zones: dict[str, int]) -> None:
    number = permit(session, people, "minh", zones["xa"])
    talk = start(session, people.minh, zones["thon-dong"])

    live.take_permit(session, number, by=people.hung, now=NOW)

    assert talk.end_reason == "«hung» thu hồi giấy phép"
    with pytest.raises(NoPermit):
        start(session, people.minh, zones["thon-dong"])
