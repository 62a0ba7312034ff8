"""A programme with a live slot, and whoever speaks in it, stepped through by the pure rules and a real feed."""

from dataclasses import replace

from broadcaster.facts import Facts
from broadcaster.talks import slots as live_slots
from broadcaster.talks.slots import Slot
from content.clearance import Barred, Cleared
from playlists import live_items
from playlists.catchup import JOINING
from playlists.priority import Priority
from playlists.rundown import FRAME, Line
from tests.broadcaster.airsim import Air
from tests.broadcaster.airvalues import SECOND, START, Row, at, cleared, programme
from tests.conftest import SAIGON

LENGTH = 60.0  # seconds that somebody may speak
NUMBER, KEY = live_items.named({})
TALK = 0


def slot_lines(*spare: int, begins: float | None = None) -> list[Line]:
    """The lines of a slot of a minute, with what is aired in its place."""
    frames = round(LENGTH * SECOND / FRAME)
    first = Line(KEY, NUMBER, live_frames=frames, begins=None if begins is None else at(begins))
    return [first, *live_items.instead(KEY, frames, spare)]


class SlotAir(Air):
    """Announcements 1 to 4 are ten seconds long, 7 is a minute."""

    def __init__(self) -> None:
        super().__init__({**{n: cleared(n, 9.96) for n in range(1, 5)}, 7: cleared(7, 60), 9: cleared(9, 8, "urgent")})
        self.spoken: dict[tuple[str, int], frozenset[str]] = {}

    def facts(self) -> Facts:
        return replace(super().facts(), spoken=dict(self.spoken))

    def slots(self) -> list[Slot]:
        """Return the slots that are offered now."""
        return live_slots.offered(self.facts(), now=at(self.now), timezone=SAIGON)

    def speak(self) -> None:
        """Speak in the slot that waits now, until `hush` or its end."""
        (slot,) = (each for each in self.slots() if each.is_open(at(self.now)))
        frames = (slot.until - at(self.now)) // FRAME
        said = (TALK, "Hùng nói trực tiếp", "live:1", frames)
        talk = replace(programme(99, self.now, priority=Priority.LIVE, policy=JOINING, booked=at(self.now)), name="l1")
        self.standings[TALK] = Cleared(TALK, said[1], "urgent", said[2], frames, 0, frozenset({1}), None, None)
        self.occurrences.append(talk)
        self.lines["l1"] = ()
        number = len(self.rows) + 1
        self.rows[number] = Row(number, talk, "talk", *said, at(self.now))
        self.spoken = {(slot.occurrence, 1): frozenset({slot.item})}
        self.look()

    def hush(self) -> None:
        """Be done."""
        self.standings[TALK] = Barred(TALK, "Hùng nói trực tiếp", "người nói kết thúc")
        self.look()

    def seconds(self, number: int) -> list[float]:
        """Return when an announcement was planned, in seconds after START."""
        return [(row.planned_at - START) / SECOND for row in self.rows.values() if row.announcement_id == number]
