"""What may be aired, decided from an announcement and the last decision about it; pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from content.lifecycle import STATE_NAMES, State
from content.models import WITH_BLANKS, Announcement, Form, Verdict
from station import tree
from station.errors import BadInput, StationError

REPLACED = "bản tin đã được thay bằng bản khác"
BLANK = "mẫu phát khẩn còn chỗ trống, chỉ phát khi đã điền"
NOT_FILLED = "lời dẫn chỉ phát trong chương trình, theo nội dung của từng buổi"
NOT_VOICED = "lời dẫn chưa đọc xong"
PENDING = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.REJECTED})  # still without an approval


class OwnWork(StationError):
    """Four eyes are asked for, and these are the same two."""

    def __init__(self, person: str) -> None:
        super().__init__(f"«{person}» đã soạn bản tin này nên không được tự duyệt; cần người thứ hai.")


class NotCleared(StationError):
    """Something that may not be aired was asked to be."""

    def __init__(self, title: str, reason: str) -> None:
        super().__init__(f"Không phát được «{title}»: {reason}.")


@dataclass(frozen=True)
class Cleared:
    """One exact clip that an official approved, for these zones (all that lie below included) and days.

    `siblings` are other clips that the same approval covers: fillings of a line, which may finish once begun.
    """

    announcement_id: int
    title: str
    urgency: str
    clip_sha256: str
    frames: int
    approval_id: int
    zones: frozenset[int]
    valid_from: date | None
    valid_until: date | None
    form: str = Form.SPEECH
    siblings: frozenset[str] = frozenset()
    decided_at: datetime | None = None

    def refusal(self, *, zone_id: int, on: date) -> str | None:
        """Return why it may not be aired there on that day (commune date), or None when it may."""
        if zone_id not in self.zones:
            return "chưa được duyệt cho khu vực này"
        if self.valid_from and on < self.valid_from:
            return f"chưa đến ngày hiệu lực {self.valid_from:%d/%m/%Y}"
        if self.valid_until and on > self.valid_until:
            return f"hết hiệu lực từ {self.valid_until:%d/%m/%Y}"
        return None

    def objection(self, clip_sha256: str, *, zone_id: int, on: date) -> str | None:
        """Return why a clip that was claimed must stop, or None when it may go on."""
        covered = clip_sha256 == self.clip_sha256 or clip_sha256 in self.siblings
        return self.refusal(zone_id=zone_id, on=on) or (None if covered else REPLACED)


@dataclass(frozen=True)
class Barred:
    """An announcement that may not be aired anywhere now, and why; `is_pending`: its approval is waited for."""

    announcement_id: int
    title: str
    reason: str
    form: str = Form.SPEECH
    frames: int = 0
    is_pending: bool = False

    def refusal(self, *, zone_id: int, on: date) -> str:
        """Return why; the place and the day make no difference."""
        return self.reason

    def objection(self, clip_sha256: str, *, zone_id: int, on: date) -> str:
        """Return why it must stop: for the same reason."""
        return self.reason


@dataclass(frozen=True)
class Over(Barred):
    """An order that somebody ended or replaced: what sounds of it stops, and what was to follow is promised no more."""


@dataclass(frozen=True)
class Filled:
    """A line's text with its blanks filled, and the clip that speaks it."""

    text: str
    clip_sha256: str
    frames: int


@dataclass(frozen=True)
class Fillable:
    """A line whose text an official approved: what may be aired is its filling for an occurrence, nothing else."""

    approved: Cleared
    revision_id: int
    text: str
    fillings: tuple[Filled, ...] = ()
    reason: str = NOT_FILLED

    @property
    def announcement_id(self) -> int:
        """The line's number."""
        return self.approved.announcement_id

    @property
    def title(self) -> str:
        """The line's title."""
        return self.approved.title

    def refusal(self, *, zone_id: int, on: date) -> str:
        """Return why nothing can begin: the approval does not reach so far, or there is no filling."""
        return self.approved.refusal(zone_id=zone_id, on=on) or self.reason

    def objection(self, clip_sha256: str, *, zone_id: int, on: date) -> str | None:
        """Return why a claimed clip must stop; a filling of the approved text may go on to its end."""
        covered = any(clip_sha256 == filling.clip_sha256 for filling in self.fillings)
        return self.approved.refusal(zone_id=zone_id, on=on) or (None if covered else REPLACED)

    def with_fillings(self, fillings: Iterable[Filled]) -> "Fillable":
        """Return the line with what is there to be aired of it."""
        return replace(self, fillings=tuple(fillings))

    def saying(self, text: str) -> "Cleared | Fillable":
        """Return the filling with this text, cleared as the line is; while there is none, nothing is."""
        found = next((filling for filling in self.fillings if filling.text == text), None)
        if found is None:
            return replace(self, reason=NOT_VOICED)
        siblings = frozenset(filling.clip_sha256 for filling in self.fillings)
        return replace(self.approved, clip_sha256=found.clip_sha256, frames=found.frames, siblings=siblings)


Standing = Cleared | Barred | Fillable | Over


class Known(NamedTuple):
    """An announcement as it stands now, and the last decision about it; `text` and `readings` of a line only."""

    announcement_id: int
    form: str
    state: str
    urgency: str
    zone_ids: Sequence[int]
    valid_from: date | None
    valid_until: date | None
    revision_id: int
    title: str
    text: str
    readings: Mapping[str, str] | None
    clip_sha256: str | None
    frames: int | None
    approval_id: int | None
    verdict: str | None
    digest: str | None
    decided_at: datetime | None = None


def digest(
    clip_sha256: str,
    zone_ids: Iterable[int],
    valid_from: date | None,
    valid_until: date | None,
    *line: object,
) -> str:
    """Return the hash that an approval binds: this sound, these zones and days; of a line also text and readings."""
    bound = (clip_sha256, tuple(sorted(set(zone_ids))), valid_from, valid_until)
    return _digest(*bound, line) if line else _remembered_digest(*bound)


def _digest(
    clip_sha256: str,
    zone_ids: tuple[int, ...],
    valid_from: date | None,
    valid_until: date | None,
    line: Sequence[object] = (),
) -> str:
    bound = [clip_sha256, zone_ids, str(valid_from), str(valid_until), *line]
    return hashlib.sha256(json.dumps(bound, sort_keys=True).encode()).hexdigest()


_remembered_digest = lru_cache(maxsize=16_384)(_digest)  # play-out asks for the same ones at every look


def digest_of(announcement: Announcement) -> str:
    """Return the digest of an announcement as it stands now."""
    revision = announcement.current
    line = [revision.text, dict(revision.readings)] if announcement.form in WITH_BLANKS else []
    sha = revision.clip_sha256 or ""
    return digest(sha, announcement.zone_ids, announcement.valid_from, announcement.valid_until, *line)


def standing(known: Known, below: Mapping[int, frozenset[int]]) -> Standing:
    """Return what may be aired, or why nothing may; only an approval of exactly this counts."""
    number, title, of_it = known.announcement_id, known.title, (known.form, known.frames or 0)
    if known.state != State.APPROVED:
        reason = f"bản tin ở trạng thái «{STATE_NAMES[State(known.state)]}»"
        return Barred(number, title, reason, *of_it, is_pending=known.state in PENDING)
    if not known.clip_sha256 or known.frames is None or not known.approval_id or known.verdict != Verdict.APPROVED:
        return Barred(number, title, "bản tin chưa được duyệt", *of_it, is_pending=True)
    line = [known.text, dict(known.readings or {})] if known.form in WITH_BLANKS else []
    if known.digest != digest(known.clip_sha256, known.zone_ids, known.valid_from, known.valid_until, *line):
        return Barred(number, title, "bản tin đã thay đổi sau khi duyệt", *of_it, is_pending=True)
    if known.form == Form.TEMPLATE:
        return Barred(number, title, BLANK)
    cleared = Cleared(
        announcement_id=number,
        title=title,
        urgency=known.urgency,
        clip_sha256=known.clip_sha256,
        frames=known.frames,
        approval_id=known.approval_id,
        zones=tree.heard_in(known.zone_ids, below),
        valid_from=known.valid_from,
        valid_until=known.valid_until,
        form=known.form,
        decided_at=known.decided_at,
    )
    return Fillable(cleared, known.revision_id, known.text) if known.form == Form.LINE else cleared


def check_approver(author_ids: Iterable[int], approver_id: int, name: str) -> None:
    """Raise OwnWork when the approver wrote any part of what is to be approved."""
    if approver_id in set(author_ids):
        raise OwnWork(name)


def check_period(valid_from: date | None, valid_until: date | None, field: str = "valid_until") -> None:
    """Raise BadInput when the last day lies before the first."""
    if valid_from and valid_until and valid_until < valid_from:
        raise BadInput(field, "Ngày hết hiệu lực phải sau ngày bắt đầu.")
