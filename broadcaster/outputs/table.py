"""Every kind of output there is; a new one is a file beside this one, a line here, and its tests."""

from broadcaster.outputs import icecast
from broadcaster.outputs.aircheck import kind as aircheck
from broadcaster.outputs.kind import Kind
from broadcaster.outputs.rtp import kind as rtp
from broadcaster.outputs.snapcast import kind as snapcast
from broadcaster.outputs.soundcard import kind as soundcard

KINDS: dict[str, Kind] = {
    "icecast": icecast.KIND,
    "file": aircheck.KIND,
    "rtp": rtp.KIND,
    "snapcast": snapcast.KIND,
    "soundcard": soundcard.KIND,
}
