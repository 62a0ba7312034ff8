"""A program of its own that writes the tone of content/tone.py to its output. Arguments: kbit/s, Hz, channels."""

import sys

from content import chime
from content.airformat import AirFormat
from content.codec import encoded

if __name__ == "__main__":
    kbps, sample_rate, channels = map(int, sys.argv[1:])
    sys.stdout.buffer.write(encoded(chime.rising(), AirFormat(kbps, sample_rate, channels)))
