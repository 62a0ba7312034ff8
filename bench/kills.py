"""kill -9 of each process of a station at a hundred random moments, while programmes go out; then all must agree.

`./loa bench kills --rounds 100 --zones 10 --seed 7`: the processes are struck equally often, in an order that the seed
chooses.
"""

import random
import time
from collections import Counter

from bench.rig import running_station
from bench.size import Size
from bench.soaking import deeds, faults, verdict
from bench.soaking.people import Crew, settle_in
from station import clock

KILLS = 100
FEW_ZONES = 10
PARTS = ("loa-broadcast", "loa-transmitter", "loa-web", "loa-voice", "loa-ear")
SUPERVISOR = "giám sát"
REST = (0.2, 4.0)  # seconds between two kills
THERE_WITHIN = 30.0  # seconds in which a part that was killed must be there again
BREAK_INS = 0.1  # of what is ordered between two kills; the rest are programmes


def main(size: Size) -> None:
    """Kill, then reconcile everything; exit 1 when anything stays unexplained."""
    chance = random.Random(size.seed)
    with running_station() as running:
        crew = settle_in(running, size.zones or FEW_ZONES)
        begun = clock.now()
        with verdict.put_away(crew, size):
            verdict.report(_kill(crew, chance, size.rounds or KILLS))
            book, found = verdict.settled(crew, begun=begun)
    verdict.pronounce(book, found)


def _kill(crew: Crew, chance: random.Random, kills: int) -> Counter[str]:
    done: Counter[str] = Counter()
    everybody = [*PARTS, SUPERVISOR]
    victims = [everybody[number % len(everybody)] for number in range(kills)]
    chance.shuffle(victims)
    for victim in victims:
        order = deeds.break_in if chance.random() < BREAK_INS else deeds.book
        done[order(crew, chance)] += 1
        time.sleep(chance.uniform(*REST))
        crew.tend()
        done[_strike(crew, chance, victim)] += 1
        crew.tend()
    return done


def _strike(crew: Crew, chance: random.Random, victim: str) -> str:
    if victim == SUPERVISOR:
        return faults.kill_supervisor(crew, chance)
    until = clock.monotonic() + THERE_WITHIN
    while not faults.kill_named(crew, victim):
        if clock.monotonic() > until:
            raise RuntimeError(f"{victim} did not come back within {THERE_WITHIN:.0f} s")
        crew.tend()
        time.sleep(0.1)
    return f"giết {victim}"
