"""What a process that receives a relay is told; light enough for whoever starts one."""

import json
from dataclasses import asdict, dataclass

from station.settings import Settings


@dataclass(frozen=True)
class Order:
    """What to receive, and into which station's transmitter under which name."""

    address: str
    air_format: str
    loudness_lufs: float
    home: str
    source: str

    def line(self) -> bytes:
        """Return the order as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @staticmethod
    def read(line: bytes) -> "Order":
        """Read a line."""
        return Order(**json.loads(line))

    @staticmethod
    def of(settings: Settings, address: str, source: str) -> "Order":
        """Return the order to receive an address as this station has its sound."""
        return Order(address, settings.air_format, settings.loudness_lufs, str(settings.home), source)
