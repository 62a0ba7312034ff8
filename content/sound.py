"""Sound in memory: pydub holds and edits it, PyAV filters and resamples it, block by block."""

import io
import wave
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import av
from av.audio.frame import AudioFrame
from av.filter import Graph

from content.segment import AudioSegment

BLOCK_SECONDS = 1
Step = tuple[str, str]  # a filter of FFmpeg and its arguments


def from_pcm(pcm: bytes, *, sample_rate: int, channels: int) -> AudioSegment:
    """Wrap 16-bit little-endian samples."""
    return AudioSegment(data=pcm, sample_width=2, frame_rate=sample_rate, channels=channels)


def silence(milliseconds: float, *, sample_rate: int, channels: int = 1) -> AudioSegment:
    samples = round(milliseconds * sample_rate / 1000)
    return from_pcm(bytes(2 * channels * samples), sample_rate=sample_rate, channels=channels)


def joined(sounds: Sequence[AudioSegment]) -> AudioSegment:
    """Join sounds of one rate and width; one copy, where pydub's `+` copies everything each time."""
    first = sounds[0]
    return first._spawn(b"".join(sound.raw_data for sound in sounds))


def layout(channels: int) -> str:
    return "mono" if channels == 1 else "stereo"


def frames(sound: AudioSegment) -> Iterator[AudioFrame]:
    """Cut a sound into frames of about a second, so that filters never hold all of it twice."""
    sixteen_bits = sound.set_sample_width(2)
    rate, channels = sixteen_bits.frame_rate, sixteen_bits.channels
    view = memoryview(sixteen_bits.raw_data)
    block = rate * BLOCK_SECONDS * 2 * channels
    for start in range(0, len(view), block):
        pcm = view[start : start + block]
        frame = AudioFrame("s16", layout(channels), len(pcm) // (2 * channels))
        frame.sample_rate = rate
        frame.time_base = Fraction(1, rate)
        frame.pts = start // (2 * channels)
        frame.planes[0].update(bytes(pcm))
        yield frame


def run_graph(incoming: Iterable[AudioFrame], steps: Sequence[Step]) -> Iterator[AudioFrame]:
    """Pass frames through a chain of filters and yield what comes out."""
    chain = Chain(steps)
    for frame in incoming:
        yield from chain.take(frame)
    yield from chain.end()


class Chain:
    """A chain of filters for frames that come one by one; it takes its form from the first."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._graph: Graph | None = None

    def take(self, frame: AudioFrame) -> Iterator[AudioFrame]:
        """Pass a frame on and yield what comes out so far."""
        self._graph = self._graph or _graph_for(frame, self._steps)
        self._graph.push(frame)
        yield from _pull_all(self._graph)

    def end(self) -> Iterator[AudioFrame]:
        """Yield what was held back; nothing can be taken after."""
        if self._graph:
            self._graph.push(None)
            yield from _pull_all(self._graph)


def _graph_for(first: AudioFrame, steps: Sequence[Step]) -> Graph:
    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=first.sample_rate,
        format=first.format.name,
        layout=first.layout.name,
        time_base=Fraction(1, first.sample_rate),
    )
    chain = [graph.add(name, arguments) for name, arguments in steps]
    graph.link_nodes(source, *chain, graph.add("abuffersink")).configure()
    return graph


def _pull_all(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(frame, AudioFrame)
        yield frame


def filtered(
    sound: AudioSegment, *steps: Step, sample_rate: int | None = None, channels: int | None = None
) -> AudioSegment:
    """Return the sound after the filters, 16 bits wide, at the rate and channels asked for."""
    rate, width = sample_rate or sound.frame_rate, channels or sound.channels
    pcm = pcm_of(run_graph(frames(sound), [*steps, shape(rate, width)]))
    return from_pcm(pcm, sample_rate=rate, channels=width)


def shape(sample_rate: int, channels: int) -> Step:
    """Name the step that makes 16-bit samples of a rate and layout."""
    return ("aformat", f"sample_fmts=s16:sample_rates={sample_rate}:channel_layouts={layout(channels)}")


def samples_of(frame: AudioFrame) -> memoryview:
    """Return the samples of a packed 16-bit frame, without the padding FFmpeg may leave after them."""
    return memoryview(frame.planes[0])[: frame.samples * 2 * frame.layout.nb_channels]


def pcm_of(frames: Iterable[AudioFrame]) -> bytes:
    """Gather the samples of packed 16-bit frames; a BytesIO gives them up without copying an hour twice."""
    gathered = io.BytesIO()
    for frame in frames:
        gathered.write(samples_of(frame))
    return gathered.getvalue()


def resampled(sound: AudioSegment, *, sample_rate: int, channels: int = 1) -> AudioSegment:
    """Change rate and channels with a real low-pass filter; pydub's own resampler only interpolates."""
    if (sound.frame_rate, sound.channels, sound.sample_width) == (sample_rate, channels, 2):
        return sound
    return filtered(sound, sample_rate=sample_rate, channels=channels)


def wav_bytes(pcm: bytes, *, sample_rate: int, channels: int = 1) -> bytes:
    """Write 16-bit samples as a WAV file."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        file.writeframes(pcm)
    return target.getvalue()


def from_wav(data: bytes) -> AudioSegment:
    """Read 16-bit WAV; a header written before its length was known is believed as far as the bytes go."""
    with wave.open(io.BytesIO(data), "rb") as file:
        pcm = file.readframes(len(data))
        rate, channels = file.getframerate(), file.getnchannels()
    whole = len(pcm) - len(pcm) % (2 * channels)
    return from_pcm(pcm[:whole], sample_rate=rate, channels=channels)
