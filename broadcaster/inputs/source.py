"""One opening of an address, read in a thread of its own: bytes in, metered tenths of a second out."""

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard

from broadcaster.inputs.condition import BLOCK_SECONDS, Heard
from broadcaster.inputs.faults import NotSound, SourceEnded, SourceFault, Undecodable
from broadcaster.inputs.fetching import MOST_BYTES, Body, fetch
from broadcaster.inputs.sniffing import demuxer, is_hls, not_sound_but
from content.airformat import AirFormat
from content.loudness import SILENT_LUFS
from content.sound import layout, run_graph
from playlists.relay_address import joined

MOST_SECONDS = 15.0  # of sound that may wait to be played: a segment of HLS has six to ten
MOST_LIST_BYTES = 1_000_000
READ_SECONDS = 15.0  # for FFmpeg to make a frame of what it reads
PROBE_BYTES = 65_536
MOST_JUNK_BYTES = 2_000_000  # without a single frame of sound
HEAD_BYTES = 4096  # a second of a slow stream
FORMATS = "mp3,aac,loas,ogg,flac,wav,mpegts,mov,matroska,asf,hls"  # what radio is sent in; nothing that opens files
_BAD_PACKETS = 50  # in a row; more than a second, and no lost packet any more


@dataclass(frozen=True)
class Block:
    """A tenth of a second of sound, samples still as floats, and how it sounded."""

    frame: AudioFrame
    heard: Heard


class _Nothing:
    """What FFmpeg reads after something went wrong: the end. It has no use for exceptions."""

    def read(self, size: int) -> bytes:
        return b""


class Source:
    """Reads until it is closed, its source ends, or something is wrong; then `fault` says what."""

    def __init__(self, address: str, fmt: AirFormat) -> None:
        self.fault: SourceFault | None = None
        self.what = ""
        self.in_segments = False  # HLS comes six to ten seconds at a time
        self.blocks: queue.Queue[Block] = queue.Queue(round(MOST_SECONDS / BLOCK_SECONDS))
        self._address, self._fmt = address, fmt
        self._sounded = False
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def ended(self) -> bool:
        """Has its thread let go of everything?"""
        return not self._thread.is_alive()

    def close(self) -> None:
        """Ask it to end; its thread does so at the next byte or time-out."""
        self._closed.set()

    def _run(self) -> None:
        try:
            for block in self._metered():
                self._put(block)
                if self._closed.is_set():
                    break
            self._blame(SourceEnded())
        except SourceFault as fault:
            self._blame(fault)
        except (av.FFmpegError, ValueError, RuntimeError):  # PyAV says ValueError of a stream it cannot make out
            self._blame(Undecodable())

    def _blame(self, fault: SourceFault) -> None:
        self.fault = self.fault or fault  # what comes after the first is its consequence
        self._closed.set()

    def _put(self, block: Block) -> None:
        while not self._closed.is_set():
            try:
                return self.blocks.put(block, timeout=0.5)
            except queue.Full:
                continue

    def _metered(self) -> Iterator[Block]:
        fmt = self._fmt
        shape = f"sample_fmts=flt:sample_rates={fmt.sample_rate}:channel_layouts={layout(fmt.channels)}"
        meters = [
            ("aformat", shape),
            ("asetnsamples", f"n={round(fmt.sample_rate * BLOCK_SECONDS)}:p=0"),
            ("astats", "metadata=1:reset=1:measure_perchannel=Zero_crossings_rate:measure_overall=none"),
            ("ebur128", "metadata=1"),
            ("aformat", shape),
        ]
        with self._opened() as container:
            # A source may change rate and channels while it plays: each run of equal frames has its own filters.
            for _, alike in groupby(self._decoded(container), key=_shape_of):
                for frame in run_graph(alike, meters):
                    yield Block(frame, _heard(frame))

    def _opened(self) -> InputContainer:
        body = self._fetch(self._address)
        head = body.peek(HEAD_BYTES).lstrip()
        if is_hls(head):
            self.in_segments = True
            body.close()
            body = self._fetch(self._address, most=MOST_LIST_BYTES)
        elif other := not_sound_but(head, body.kind):
            body.close()
            raise NotSound(other)
        container = av.open(
            body,
            format="hls" if self.in_segments else demuxer(head, body.kind),
            timeout=READ_SECONDS,
            io_open=lambda url, flags, options: self._piece(body.name, url),
            options={
                "format_whitelist": FORMATS,
                "probesize": str(PROBE_BYTES),
                "analyzeduration": "2000000",
                "http_persistent": "0",
                "http_multiple": "0",
            },
        )
        assert isinstance(container, InputContainer)
        return container

    def _piece(self, base: str, url: str) -> Body | _Nothing:
        try:
            return self._fetch(joined(base, url), most=MOST_BYTES)
        except SourceFault as fault:
            self._blame(fault)
            return _Nothing()

    def _fetch(self, address: str, *, most: int | None = None) -> Body:
        return fetch(address, wanted=self._wants, blame=self._blame, most=most)

    def _wants(self, taken: int) -> bool:
        if taken > MOST_JUNK_BYTES and not self._sounded:
            self._blame(Undecodable())
        return not self._closed.is_set()

    def _decoded(self, container: InputContainer) -> Iterator[AudioFrame]:
        stream = next(iter(container.streams.audio), None)
        if stream is None:
            raise NotSound(container.format.name)
        self.what = _what(stream)
        for other in container.streams:
            other.discard = Discard.none if other is stream else Discard.all  # else HLS fetches every quality there is
        bad = 0
        for packet in container.demux(stream):
            try:
                for frame in packet.decode():
                    bad, self._sounded = 0, True
                    yield frame
            except av.InvalidDataError:
                bad += 1
                if bad > _BAD_PACKETS:
                    raise


def _shape_of(frame: AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.format.name, frame.layout.name


def _heard(frame: AudioFrame) -> Heard:
    told = frame.metadata
    return Heard(
        lufs=float(told.get("lavfi.r128.M", SILENT_LUFS)),
        crossings=float(told.get("lavfi.astats.1.Zero_crossings_rate", 0)),
    )


def _what(stream: AudioStream) -> str:
    rate = f" {stream.bit_rate // 1000} kbit/s" if stream.bit_rate else ""
    return f"{stream.codec_context.codec.canonical_name}{rate}, {stream.sample_rate} Hz, {stream.channels} kênh"
