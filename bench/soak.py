"""An hour of everything at once: programmes, break-ins, withdrawals, kills, stops and locks; then all must agree.

`./loa bench soak --minutes 60 --zones 50 --seed 7`: the same seed does the same deeds in the same order.
"""

import random
import time
from collections import Counter

from bench.rig import running_station
from bench.size import Size
from bench.soaking import deeds, faults, verdict
from bench.soaking.people import Crew, settle_in
from station import clock

FEW_ZONES = 10
SHORT_MINUTES = 3.0
REST = (0.5, 4.0)  # seconds between two deeds

# What is done, and how often beside the others.
CHOICES = [
    (deeds.book, 40),
    (deeds.break_in, 12),
    (deeds.end_break_in, 4),
    (deeds.withdraw, 5),
    (deeds.stop_all, 1),
    (faults.kill_one, 12),
    (faults.kill_supervisor, 1),
    (faults.stop_one, 3),
    (faults.lock, 3),
]


def main(size: Size) -> None:
    """Soak a station, then reconcile everything; exit 1 when anything stays unexplained."""
    chance = random.Random(size.seed)
    with running_station() as running:
        crew = settle_in(running, size.zones or FEW_ZONES)
        begun = clock.now()
        with verdict.put_away(crew, size):
            verdict.report(_work(crew, chance, until=clock.monotonic() + (size.minutes or SHORT_MINUTES) * 60))
            book, found = verdict.settled(crew, begun=begun)
    verdict.pronounce(book, found)


def _work(crew: Crew, chance: random.Random, *, until: float) -> Counter[str]:
    done: Counter[str] = Counter()
    choices, weights = zip(*CHOICES, strict=True)
    while clock.monotonic() < until:
        (deed,) = chance.choices(choices, weights)
        done[deed(crew, chance)] += 1
        crew.tend()
        time.sleep(chance.uniform(*REST))
    return done
