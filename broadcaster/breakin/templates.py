"""Break-ins prepared in calm, and texts typed in haste: how both become an order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.breakin import breakins
from broadcaster.breakin.breakins import Manner
from broadcaster.models import BreakIn, BreakInTemplate
from content import actions as contents
from content import lines
from content.actions import Terms, Wording
from content.models import Announcement, Form, Urgency
from content.voices.names import OFFLINE
from station import audit
from station.errors import BadInput, NotFound
from station.models import Person
from station.roles import Deed, require

_ENDS = re.compile(r"[.!?;:\n]")
LONGEST_VALUE = 200  # characters in a blank


def prepare(
    session: Session,
    name: str,
    text: str,
    zone_ids: Sequence[int],
    manner: Manner,
    *,
    by: Person,
    now: datetime,
    is_all_clear: bool = False,
) -> BreakInTemplate:
    """Write a template; its words go over the approver's desk like any others. Raise BadInput, Forbidden."""
    if not name.strip():
        raise BadInput("title", "Hãy đặt tên cho mẫu, ví dụ: Lũ quét.")
    begin = contents.write_template if lines.blanks(text) else contents.write
    terms = Terms(zone_ids, urgency=Urgency.URGENT, field="Phòng chống thiên tai")
    announcement = begin(session, Wording(name, text), terms, by=by, now=now)
    return _keep(session, announcement, manner, is_all_clear, by, now)


def prepare_from(
    session: Session,
    announcement_id: int,
    manner: Manner,
    *,
    by: Person,
    now: datetime,
    is_all_clear: bool = False,
) -> BreakInTemplate:
    """Make a template of an announcement that is there, a recording for example. Raise as prepare does, NotFound."""
    announcement = contents.get(session, announcement_id)
    if announcement.form == Form.LINE:
        raise BadInput("announcement", "Lời dẫn không làm mẫu phát khẩn được.")
    known = select(BreakInTemplate).where(BreakInTemplate.announcement_id == announcement_id)
    if session.scalars(known).one_or_none() is not None:
        raise BadInput("announcement", f"«{announcement.current.title}» đã là một mẫu phát khẩn.")
    return _keep(session, announcement, manner, is_all_clear, by, now)


def change(
    session: Session, template_id: int, manner: Manner, *, by: Person, now: datetime, is_all_clear: bool = False
) -> BreakInTemplate:
    """Give a template another signal, count or rest; its words stay as they were approved. Raise NotFound, BadInput."""
    require(by, Deed.WRITE)
    breakins.check_manner(manner)
    template = get(session, template_id)
    _set(template, manner, is_all_clear, by, now)
    _audit(session, template, "change_template", by, now)
    return template


def retire(session: Session, template_id: int, *, by: Person, now: datetime) -> BreakInTemplate:
    """Offer a template no more; what was aired from it stays in the log. Raise NotFound, Forbidden."""
    require(by, Deed.WRITE)
    template = get(session, template_id)
    template.retired_at = now
    _audit(session, template, "retire_template", by, now)
    return template


def get(session: Session, template_id: int) -> BreakInTemplate:
    """Return a template that is still offered. Raise NotFound."""
    template = session.get(BreakInTemplate, template_id)
    if template is None or template.retired_at is not None:
        raise NotFound("mẫu phát khẩn", template_id)
    return template


def offered(session: Session) -> list[BreakInTemplate]:
    """Return the templates, alarms before all-clears, by name."""
    found = session.scalars(select(BreakInTemplate).where(BreakInTemplate.retired_at.is_(None)))
    return sorted(found, key=lambda each: (each.is_all_clear, each.announcement.current.title.casefold(), each.id))


def manner_of(template: BreakInTemplate) -> Manner:
    """Return how a template is to be read."""
    return Manner(template.times, template.gap_seconds, template.opening)


def blanks_of(template: BreakInTemplate) -> tuple[str, ...]:
    """Return the names of the blanks that must be filled before it can sound."""
    words = template.announcement
    return lines.blanks(words.current.text) if words.form == Form.TEMPLATE else ()


def order(
    session: Session,
    template_id: int,
    zone_ids: Sequence[int],
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
    values: Mapping[str, str] | None = None,
    is_drill: bool = False,
) -> BreakIn:
    """Break in with a template; one with blanks is filled, and voiced while its signal sounds. Raise as order does."""
    template = get(session, template_id)
    manner = replace(manner_of(template), is_drill=is_drill)
    words = template.announcement
    if words.form == Form.TEMPLATE:
        require(by, Deed.BREAK_IN)
        filled = lines.fill(words.current.text, _values(template, values or {}))
        words = contents.write_urgent(session, Wording(words.current.title, filled, OFFLINE), zone_ids, by=by, now=now)
    return breakins.order(
        session, words.id, zone_ids, by=by, now=now, timezone=timezone, manner=manner, template_id=template_id
    )


def order_text(
    session: Session,
    title: str,
    text: str,
    zone_ids: Sequence[int],
    manner: Manner,
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
) -> BreakIn:
    """Break in with a text typed now, read at once by the offline voice. Raise as order does."""
    breakins.check_manner(manner)
    title = title.strip() or _ENDS.split(text.strip(), maxsplit=1)[0][:80]
    words = contents.write_urgent(session, Wording(title, text, OFFLINE), zone_ids, by=by, now=now)
    return breakins.order(session, words.id, zone_ids, by=by, now=now, timezone=timezone, manner=manner)


def _values(template: BreakInTemplate, typed: Mapping[str, str]) -> dict[str, str]:
    values = {name: " ".join(typed.get(name, "").split()) for name in blanks_of(template)}
    for name, value in values.items():
        if not value:
            raise BadInput(f"blank-{name}", f"Hãy điền «{name}».")
        if len(value) > LONGEST_VALUE:
            raise BadInput(f"blank-{name}", f"«{name}» dài {len(value)} ký tự; tối đa {LONGEST_VALUE} ký tự.")
    return values


def _keep(
    session: Session, announcement: Announcement, manner: Manner, is_all_clear: bool, by: Person, now: datetime
) -> BreakInTemplate:
    require(by, Deed.WRITE)
    breakins.check_manner(manner)
    template = BreakInTemplate(announcement_id=announcement.id)
    _set(template, manner, is_all_clear, by, now)
    session.add(template)
    session.flush()
    session.refresh(template)
    _audit(session, template, "save_template", by, now)
    return template


def _set(template: BreakInTemplate, manner: Manner, is_all_clear: bool, by: Person, now: datetime) -> None:
    template.times, template.gap_seconds, template.opening = manner.times, manner.gap_seconds, manner.opening
    template.is_all_clear, template.saved_by, template.saved_at = is_all_clear, by.username, now


def _audit(session: Session, template: BreakInTemplate, deed: str, by: Person, now: datetime) -> None:
    title = template.announcement.current.title
    audit.record(session, by.username, deed, f"break-in-template/{template.id}", now=now, title=title)
