"""Makes a station's blocks another length, to compare it with a server whose blocks are given."""

import os

from broadcaster.transmitter import engine

engine.TICK = engine.LONG_TICK = float(os.environ["BENCH_TICK_SECONDS"])
