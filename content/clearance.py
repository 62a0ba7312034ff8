"""What may be aired, decided from an announcement and the last decision about it; pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from content.lifecycle import STATE_NAMES, State
from content.models import Announcement, Approval, Verdict
from station import tree
from station.errors import BadInput, StationError


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
    """One exact clip that an official approved, for these zones (all that lie below included) and days."""

    announcement_id: int
    title: str
    urgency: str
    clip_sha256: str
    frames: int
    approval_id: int
    zones: frozenset[int]
    valid_from: date | None
    valid_until: date | None

    def refusal(self, *, zone_id: int, on: date) -> str | None:
        """Return why it may not be aired there on that day (commune date), or None when it may."""
        if zone_id not in self.zones:
            return "chưa được duyệt cho khu vực này"
        if self.valid_from and on < self.valid_from:
            return f"chưa đến ngày hiệu lực {self.valid_from:%d/%m/%Y}"
        if self.valid_until and on > self.valid_until:
            return f"hết hiệu lực từ {self.valid_until:%d/%m/%Y}"
        return None


@dataclass(frozen=True)
class Barred:
    """An announcement that may not be aired anywhere now, and why."""

    announcement_id: int
    title: str
    reason: str

    def refusal(self, *, zone_id: int, on: date) -> str:
        """Return why; the place and the day make no difference."""
        return self.reason


Standing = Cleared | Barred


def digest(clip_sha256: str, zone_ids: Iterable[int], valid_from: date | None, valid_until: date | None) -> str:
    """Return the hash that an approval binds: this sound, these zones, these days."""
    bound = [clip_sha256, sorted(set(zone_ids)), str(valid_from), str(valid_until)]
    return hashlib.sha256(json.dumps(bound).encode()).hexdigest()


def digest_of(announcement: Announcement) -> str:
    """Return the digest of an announcement as it stands now."""
    sha = announcement.current.clip_sha256 or ""
    return digest(sha, announcement.zone_ids, announcement.valid_from, announcement.valid_until)


def standing(announcement: Announcement, last: Approval | None, parents: Mapping[int, int | None]) -> Standing:
    """Return the clip that may be aired, or why none may; only an approval of exactly this counts."""
    revision = announcement.current
    state = State(announcement.state)
    if state is not State.APPROVED:
        return Barred(announcement.id, revision.title, f"bản tin ở trạng thái «{STATE_NAMES[state]}»")
    if revision.clip is None or last is None or last.verdict != Verdict.APPROVED:
        return Barred(announcement.id, revision.title, "bản tin chưa được duyệt")
    if last.digest != digest_of(announcement):
        return Barred(announcement.id, revision.title, "bản tin đã thay đổi sau khi duyệt")
    return Cleared(
        announcement_id=announcement.id,
        title=revision.title,
        urgency=announcement.urgency,
        clip_sha256=revision.clip.sha256,
        frames=revision.clip.frames,
        approval_id=last.id,
        zones=tree.spread(announcement.zone_ids, parents),
        valid_from=announcement.valid_from,
        valid_until=announcement.valid_until,
    )


def check_approver(author_ids: Iterable[int], approver_id: int, name: str) -> None:
    """Raise OwnWork when the approver wrote any part of what is to be approved."""
    if approver_id in set(author_ids):
        raise OwnWork(name)


def check_period(valid_from: date | None, valid_until: date | None) -> None:
    """Raise BadInput when the last day lies before the first."""
    if valid_from and valid_until and valid_until < valid_from:
        raise BadInput("valid_until", "Ngày hết hiệu lực phải sau ngày bắt đầu.")
