"""The decoding child: gives every block to its output's player, decoded once."""

import logging
from collections.abc import Callable
from functools import partial

from broadcaster.outputs.kind import Unfit
from broadcaster.outputs.pcm.coding import Coder
from broadcaster.outputs.pcm.decoding import Decoder
from broadcaster.outputs.pcm.player import Bench, Player, Sound
from broadcaster.outputs.pcm.pump_line import PumpLine, RtpPlayer
from broadcaster.outputs.pcm.wire import BLOCK_FRAMES, SILENT, Batch, Closed, Lagging, Opened, Play, Told
from broadcaster.outputs.port import Health, OutputSpec
from broadcaster.outputs.rtp.target import target_of
from broadcaster.outputs.snapcast.player import SnapcastPlayer
from broadcaster.outputs.soundcard.player import SoundCardPlayer
from content.airformat import AirFormat, silent_frame

STALE_SECONDS = 0.5  # late: silence goes out in such a block's place, so that the next ones are in time
CALM_SECONDS = 10.0  # without a late block, after which the machine is thought to keep up again

log = logging.getLogger(__name__)


class Studio:
    """All outputs of a station that need PCM."""

    def __init__(self, fmt: AirFormat, pump: PumpLine, tell: Callable[[Told | Lagging], None]) -> None:
        self._decoder = Decoder(fmt)
        self._coders: dict[str, Coder] = {}
        self._silence = silent_frame(fmt) * BLOCK_FRAMES
        self._pump = pump
        self._tell = tell
        self._players: dict[int, Player] = {}
        self._before: dict[int, bytes] = {}
        self._late_at: float | None = None
        self._has_begun = False  # what came while this process started is late, and that is no news

    def take(self, message: object, *, now: float) -> None:
        """Do as the transmitter says."""
        match message:
            case Opened(spec):
                self._open(spec)
            case Closed(output_id) if player := self._players.pop(output_id, None):
                player.close()
            case Batch():
                self._play(message, now)

    def close(self) -> None:
        """Close every output."""
        for player in self._players.values():
            player.close()
        self._players.clear()

    def _open(self, spec: OutputSpec) -> None:
        self._before[spec.output_id] = self._silence
        try:
            self._players[spec.output_id] = self._player(spec)
        except Unfit as problem:
            self._say(spec.output_id, Health(False, str(problem)))

    def _player(self, spec: OutputSpec) -> Player:
        if spec.kind == "rtp":
            form = target_of(spec).format
            return RtpPlayer(spec, self._pump, self._coders.setdefault(form.name, Coder(self._decoder, form)))
        bench = Bench(self._decoder, partial(self._say, spec.output_id))
        return SnapcastPlayer(spec, bench) if spec.kind == "snapcast" else SoundCardPlayer(spec, bench)

    def _play(self, batch: Batch, now: float) -> None:
        for play in batch.plays:
            block = self._silence if play.block == SILENT else batch.blocks[play.block]
            before = self._before.get(play.output_id, self._silence)
            self._before[play.output_id] = block
            player = self._players.get(play.output_id)
            if player is not None:
                in_time = self._in_time(play, now)
                silent = play.block == SILENT and before == self._silence
                player.play(play, Sound(before, block, silent or not in_time))
        self._pump.flush()
        self._decoder.forget()
        for coder in self._coders.values():
            coder.forget()

    def _in_time(self, play: Play, now: float) -> bool:
        if now - play.due > STALE_SECONDS:
            if self._has_begun and self._late_at is None:
                log.warning("decoding fell behind by %.1f s", now - play.due)
                self._tell(Lagging(True))
            self._late_at = now if self._has_begun else None
            return False
        self._has_begun = True
        if self._late_at is not None and now - self._late_at > CALM_SECONDS:
            self._late_at = None
            self._tell(Lagging(False))
        return True

    def _say(self, output_id: int, health: Health) -> None:
        self._tell(Told(output_id, health))
