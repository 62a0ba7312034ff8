"""Templates of break-ins: approved with their blanks, and never aired as they stand."""

import pytest
from sqlalchemy.orm import Session

from content import actions, decisions, lines
from content.clearance import BLANK, Barred
from content.models import Form
from content.queries import standings
from station.errors import BadInput, Forbidden
from tests.conftest import NOW, People
from tests.content.test_approval import give_clip

FLOOD = "Thông báo khẩn. Nước lũ dâng cao tại {nơi}. Bà con sơ tán ngay trước {giờ}."


def test_its_approver_hears_every_blank_by_its_name() -> None:
    assert lines.voiced_text(Form.TEMPLATE, "Lũ tại {nơi}.") == lines.TEMPLATE_NOTICE + "Lũ tại nơi."
    assert lines.voiced_text(Form.SPEECH, "Lũ tại {nơi}.") == "Lũ tại {nơi}."


def test_an_approved_template_is_still_not_aired_with_its_blanks(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    terms = actions.Terms([zones["xa"]])
    template = actions.write_template(session, actions.Wording("Lũ", FLOOD), terms, by=people.lan, now=NOW)
    give_clip(session, template, "a" * 64)
    actions.submit(session, template.id, by=people.lan, now=NOW)
    decisions.approve(session, template.id, "a" * 64, by=people.hung, now=NOW)

    stands = standings(session, [template.id])[template.id]

    assert isinstance(stands, Barred)
    assert stands.reason == BLANK


@pytest.mark.parametrize(
    "text",
    [
        "Lũ tại {}.",
        "Lũ tại { }.",
        "Lũ tại {nơi.",
        "Lũ {" + "x" * 41 + "}",
        "{a}{b}" * 1 + "".join(f"{{c{n}}}" for n in range(12)),
    ],
)
def test_blanks_that_nobody_could_fill_are_refused(
    session: Session, people: People, zones: dict[str, int], text: str
) -> None:
    with pytest.raises(BadInput) as refused:
        actions.write_template(
            session, actions.Wording("Lũ", text), actions.Terms([zones["xa"]]), by=people.lan, now=NOW
        )

    assert refused.value.field == "text"


def test_an_urgent_text_is_only_for_those_who_break_in(session: Session, people: People, zones: dict[str, int]) -> None:
    with pytest.raises(Forbidden):
        actions.write_urgent(session, actions.Wording("", "Lũ."), [zones["xa"]], by=people.lan, now=NOW)
