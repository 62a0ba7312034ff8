"""Sound made quieter without decoding it: the gain that every frame names is lowered, and nothing else.

`global_gain` of ISO/IEC 11172-3 2.4.2.7 (and 13818-3) scales a granule by a quarter of a power of two a step, which
is 1.505 dB. Standard library only: play-out imports this module.
"""

from functools import cache

from content.airformat import HEADER_BYTES, AirFormat

STEP_DB = 1.5
CHOICES_DB = (0, 3, 6, 9, 12)
_BEFORE_GAIN = 21  # bits of a granule's part2_3_length and big_values


def quieter(frames: bytes, fmt: AirFormat, db: int) -> bytes:
    """Return whole frames of the air format by so many dB quieter (a whole number of steps); silence stays as it is."""
    steps = round(db / STEP_DB)
    if not steps:
        return frames
    made = bytearray(frames)
    for start in range(0, len(made), fmt.frame_bytes):
        for place, shift in _gains(fmt):
            at = start + place
            pair = made[at] << 8 | made[at + 1]
            gain = pair >> shift & 0xFF
            pair += (max(0, gain - steps) - gain) << shift
            made[at], made[at + 1] = pair >> 8, pair & 0xFF
    return bytes(made)


@cache
def _gains(fmt: AirFormat) -> tuple[tuple[int, int], ...]:
    """Return where the gains stand in a frame: the first of two bytes, and by how many bits both are to be shifted."""
    is_mono, is_mpeg1 = fmt.channels == 1, fmt.sample_rate == 48000
    if is_mpeg1:  # main_data_begin, private bits, scfsi
        before, granules, granule_bits = 9 + (5 if is_mono else 3) + 4 * fmt.channels, 2, 59
    else:
        before, granules, granule_bits = 8 + fmt.channels, 1, 63
    first = HEADER_BYTES * 8 + before + _BEFORE_GAIN
    places = (first + number * granule_bits for number in range(granules * fmt.channels))
    return tuple((place // 8, 8 - place % 8) for place in places)
