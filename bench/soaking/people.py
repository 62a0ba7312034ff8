"""The people, zones and announcements of a soak, and the station's processes as they come and go."""

import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from content import actions as contents
from content.models import Urgency
from playlists import guard, guarding
from station import clock, zones
from station.models import Zone
from web.demo import station as demos
from web.demo.station import DemoStation, Staff

ANNOUNCEMENTS = 14
SENTENCE = "Đây là câu thứ {} của bản tin thử số {}."


@dataclass
class Crew:
    """Everybody and everything that deeds need."""

    running: DemoStation
    people: Staff
    zone_ids: list[int]
    airable: list[int]
    urgent: list[int]
    break_ins: list[int] = field(default_factory=list)
    number: int = 0

    def next_number(self) -> int:
        """Return a number that nothing has yet."""
        self.number += 1
        return self.number

    def later(self, seconds: float, do: Callable[[], object]) -> None:
        """Do something after a while, whatever else is waited for then."""
        timer = threading.Timer(seconds, do)
        timer.daemon = True
        timer.start()

    def tend(self) -> None:
        """Start a supervisor that is gone, as the machine's service manager would."""
        if self.running.process.poll() is not None:
            self.running = demos.start(self.running.settings)

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        """The supervisor."""
        return self.running.process


def settle_in(running: DemoStation, zone_count: int) -> Crew:
    """Hire people, put up zones, and write, voice and approve what will be aired."""
    now = clock.now()
    with running.database.writing() as session:
        people = demos.staff(session, now)
        guarding.set_rule(session, None, guard.ALWAYS, by=people.administrator, now=now)
        found = [
            zones.add_zone(session, f"Khu {number}", by=people.administrator, now=now) for number in range(zone_count)
        ]
        written = [_write(session, number, found[0], people) for number in range(ANNOUNCEMENTS)]
    demos.await_sound(running, written)
    with running.database.writing() as session:
        demos.pass_desk(session, written, people, clock.now())
    return Crew(running, people, [zone.id for zone in found], written[3:], written[:3])


def _write(session: Session, number: int, zone: Zone, people: Staff) -> int:
    """Write one of a few sentences; the first three are urgent."""
    text = " ".join(SENTENCE.format(each + 1, number) for each in range(1 + number % 6))
    everywhere = [each.id for each in zones.all_zones(session)]
    urgency = Urgency.URGENT if number < 3 else Urgency.NORMAL
    terms = contents.Terms(everywhere, urgency=urgency)
    announcement = contents.write(
        session, contents.Wording(f"Thử {number}", text), terms, by=people.editor, now=clock.now()
    )
    return announcement.id
