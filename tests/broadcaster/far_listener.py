"""A loudspeaker on another machine, as a program: it hears a stream into a file, and comes again when it hears nothing.

`python far_listener.py ADDRESS FILE`. Each connection begins a new file: what a server gives a newcomer at once he may
have heard before.
"""

import sys
import time
import urllib.request
from itertools import count
from pathlib import Path

PATIENCE = 3.0  # seconds without sound after which a loudspeaker calls again


def main(address: str, file: str) -> None:
    """Hear for ever."""
    for number in count():
        try:
            kept = Path(f"{file}.{number}")
            with urllib.request.urlopen(address, timeout=PATIENCE) as stream, kept.open("ab", 0) as into:
                while data := stream.read1(65536):
                    into.write(data)
        except OSError:
            time.sleep(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
