"""How a relay is brought to the station's loudness without pumping; pure.

The rule, from ITU-R BS.1770-5 (gating) and EBU Tech 3341 (windows): loudness is the gated mean of the last
30 s, so that a pause neither counts nor is lifted; the gain that would bring it to the station's loudness is bounded,
is left alone while it is less than 1 LU off (the tolerance that clips have too), and moves too slowly to be heard as
movement: down three times as fast as up, because a blast hurts and a whisper does not.
"""

import math
from collections.abc import Sequence

WINDOW_SECONDS = 30.0
GATE_LUFS = -70.0  # BS.1770: blocks below are not sound at all
RELATIVE_GATE_LU = 10.0  # BS.1770: blocks this far below the mean of the rest are pauses
TOLERANCE_LU = 1.0
MOST_UP_DB = 12.0  # more would lift the hiss of a bad line
MOST_DOWN_DB = -24.0
UP_DB_PER_SECOND = 0.5
DOWN_DB_PER_SECOND = 1.5


def loudness(blocks: Sequence[float]) -> float | None:
    """Return the gated loudness of 400 ms blocks (each in LUFS), or None where there is only silence."""
    heard = [block for block in blocks if block > GATE_LUFS]
    if not heard:
        return None
    gate = _mean(heard) - RELATIVE_GATE_LU
    return _mean([block for block in heard if block > gate])


def wanted_gain(lufs: float, target_lufs: float) -> float:
    """Return the gain in dB that brings a loudness to the target, as far as it may go."""
    return max(MOST_DOWN_DB, min(MOST_UP_DB, target_lufs - lufs))


def next_gain(gain_db: float, lufs: float | None, target_lufs: float, *, seconds: float) -> float:
    """Return the gain after some seconds: moved a little towards what is wanted, if that is worth a move."""
    if lufs is None:
        return gain_db
    off = wanted_gain(lufs, target_lufs) - gain_db
    if abs(off) < TOLERANCE_LU:
        return gain_db
    return gain_db + max(-DOWN_DB_PER_SECOND * seconds, min(UP_DB_PER_SECOND * seconds, off))


def _mean(blocks: Sequence[float]) -> float:
    """Return the mean of the blocks' powers, in LUFS."""
    return 10 * math.log10(sum(10 ** (block / 10) for block in blocks) / len(blocks))
