"""What RTP may carry here: every format in packets of 20 ms, mono."""

from dataclasses import dataclass

PACKET_SECONDS = 0.02
DYNAMIC = 96  # the first payload type that a session description gives its meaning (RFC 3551 section 3)


@dataclass(frozen=True)
class Format:
    """One payload format; `rate` is the sound's, `clock` that of the RTP timestamps, both in Hz."""

    name: str
    payload_type: int
    rate: int
    clock: int
    rtpmap: str
    silence: bytes  # one packet of it
    fmtp: str = ""

    @property
    def ticks(self) -> int:
        """Return by how much the RTP timestamp grows each packet."""
        return self.clock // 50


# L16 is not sent at 44.1 kHz (its static types 10 and 11) nor at 48: a packet of 20 ms would not fit one Ethernet
# frame.  24 kHz is what the air format of speech holds anyway: nothing is resampled, and a packet has 960 bytes.
# Opus: RFC 7587 section 7 wants 48000 and two channels in every rtpmap, whatever is inside; three bytes are the
# shortest packet of 20 ms of silence that decoders accept (a CELT frame, RFC 6716 section 3.1).
FORMATS = {
    each.name: each
    for each in (
        Format("pcmu", 0, 8000, 8000, "PCMU/8000", b"\xff" * 160),
        Format("pcma", 8, 8000, 8000, "PCMA/8000", b"\xd5" * 160),
        Format("l16", DYNAMIC, 24000, 24000, "L16/24000", bytes(960)),
        Format("l16-16k", DYNAMIC, 16000, 16000, "L16/16000", bytes(640)),
        Format("opus", DYNAMIC, 48000, 48000, "opus/48000/2", b"\xf8\xff\xfe", "sprop-stereo=0;stereo=0"),
    )
}
