"""What a programme does about sound that was interrupted, held up or not begun in time; pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from playlists.priority import Priority
from station import clock
from station.errors import BadInput

ONE_DAY = timedelta(days=1)
MOST_LATE_MINUTES = 120
RESTART_WITHIN = timedelta(minutes=30)  # after its planned time an item is not started again


class CatchUp(StrEnum):
    """The four answers to lost time."""

    JOIN = "join"
    RESTART = "restart"
    LATE = "late"
    SKIP = "skip"


CATCH_UP_NAMES = {
    CatchUp.RESTART: "Phát lại từ đầu bản tin dở dang nếu còn kịp, các bản tin sau lùi lại",
    CatchUp.JOIN: "Vào giữa chừng, đúng chỗ lẽ ra đang phát",
    CatchUp.LATE: "Phát muộn, nhưng không muộn quá số phút dưới đây",
    CatchUp.SKIP: "Bỏ bản tin bị lỡ, bản tin sau vẫn đúng giờ",
}


@dataclass(frozen=True)
class Policy:
    """A programme's answer to lost time. Without anything said an item is aired whole, as soon as it can be."""

    catch_up: CatchUp = CatchUp.RESTART
    late_minutes: int = 0

    @property
    def moves(self) -> bool:
        """May an item begin later than planned? Then what follows moves with it."""
        return self.catch_up in (CatchUp.RESTART, CatchUp.LATE)

    @property
    def joins(self) -> bool:
        """May an item sound in part: only what is left of its time?"""
        return self.catch_up is CatchUp.JOIN

    @property
    def patience(self) -> timedelta:
        """How much later than planned an item may begin."""
        late = timedelta(minutes=self.late_minutes)
        return {CatchUp.RESTART: RESTART_WITHIN, CatchUp.LATE: late}.get(self.catch_up, timedelta(0))


RESTARTING = Policy()
JOINING = Policy(CatchUp.JOIN)


def usual(priority: int) -> CatchUp:
    """Return the answer that fits most programmes of a class: background sound just goes on."""
    return CatchUp.JOIN if priority <= Priority.FILLER else CatchUp.RESTART


def check(catch_up: CatchUp, late_minutes: int) -> None:
    """Raise BadInput when the minutes do not go with the answer."""
    if catch_up is CatchUp.LATE and not 1 <= late_minutes <= MOST_LATE_MINUTES:
        raise BadInput("late_minutes", f"Số phút được phát muộn từ 1 đến {MOST_LATE_MINUTES}.")


def hard_end(day: date, starts_at: time, ends_at: time | None, zone: tzinfo) -> datetime | None:
    """Return the instant by which an occurrence is over; an end before its start is the next day's."""
    if ends_at is None:
        return None
    return clock.instant(day if ends_at > starts_at else day + ONE_DAY, ends_at, zone)


def until(starts_at: time, ends_at: time) -> timedelta:
    """Return the time between two times of day; an end before the start is the next day's."""
    begin, end = (timedelta(hours=at.hour, minutes=at.minute, seconds=at.second) for at in (starts_at, ends_at))
    return end - begin if end > begin else end - begin + ONE_DAY
