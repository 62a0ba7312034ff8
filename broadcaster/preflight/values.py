"""What a check finds: for each occurrence in each zone the reasons why it is red; values only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What may be wrong."""

    UNAPPROVED = "unapproved"
    EXPIRED = "expired"
    GONE = "gone"
    CLIP = "clip"
    LINE = "line"
    TOO_LONG = "too_long"
    COVERED = "covered"
    EMPTY = "empty"
    OUTPUT = "output"
    RELAY = "relay"
    GUARD = "guard"
    CAP = "cap"
    MOURNING = "mourning"
    GOAL = "goal"
    PLAYER = "player"
    DISK = "disk"
    CLOCK = "clock"


KIND_NAMES: dict[str, str] = {
    Kind.UNAPPROVED: "Chưa duyệt",
    Kind.EXPIRED: "Hết hiệu lực",
    Kind.GONE: "Mục không còn",
    Kind.CLIP: "Tệp âm thanh hỏng",
    Kind.LINE: "Lời dẫn chưa đọc",
    Kind.TOO_LONG: "Quá dài",
    Kind.COVERED: "Bị chiếm giờ",
    Kind.EMPTY: "Không có gì để phát",
    Kind.OUTPUT: "Đầu ra",
    Kind.RELAY: "Tiếp sóng",
    Kind.GUARD: "Ngoài giờ được phát",
    Kind.CAP: "Quá mức cho phép",
    Kind.MOURNING: "Ngày quốc tang",
    Kind.GOAL: "Chỉ tiêu khó đạt",
    Kind.PLAYER: "Trình phát",
    Kind.DISK: "Ổ đĩa",
    Kind.CLOCK: "Đồng hồ",
}
NOTES = frozenset({Kind.CLOCK, Kind.MOURNING})  # worth knowing, and no reason to call anybody


class Where(StrEnum):
    """The kind of place where something is put right."""

    ANNOUNCEMENT = "announcement"
    PLAYLIST = "playlist"
    PROGRAMME = "programme"
    OUTPUT = "output"
    RELAY = "relay"
    CAMPAIGN = "campaign"
    STATION = "station"


@dataclass(frozen=True)
class Finding:
    """One reason: a Vietnamese sentence that says what to do, and where that is done."""

    kind: Kind
    sentence: str
    where: Where = Where.STATION
    number: int = 0

    @property
    def is_red(self) -> bool:
        """Must somebody act?"""
        return self.kind not in NOTES


@dataclass(frozen=True)
class Row:
    """One occurrence in one zone; green when nothing was found."""

    occurrence: str
    programme_id: int
    programme_name: str
    starts_at: datetime
    zone_id: int
    zone_name: str
    findings: tuple[Finding, ...] = ()

    @property
    def is_red(self) -> bool:
        """Will it not air as planned?"""
        return any(each.is_red for each in self.findings)


@dataclass(frozen=True)
class Report:
    """What was found of a day: occurrence by occurrence, and of the station as a whole."""

    rows: tuple[Row, ...]
    station: tuple[Finding, ...] = ()

    @property
    def red(self) -> int:
        """How many occurrences × zones are red, and findings of the whole station."""
        return sum(row.is_red for row in self.rows) + sum(each.is_red for each in self.station)


@dataclass(frozen=True)
class Zones:
    """Some zones of an occurrence, by name; are they all of its zones?"""

    names: tuple[str, ...]
    is_everywhere: bool


@dataclass(frozen=True)
class Group:
    """One occurrence with the zones in which it is red (or green), and each reason with the zones in which it holds."""

    occurrence: str
    programme_id: int
    programme_name: str
    starts_at: datetime
    zones: Zones
    reasons: tuple[tuple[Finding, Zones], ...] = ()
