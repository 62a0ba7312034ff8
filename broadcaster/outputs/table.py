"""Every kind of output there is; a new one is a file beside this one, a line here, and its tests."""

from broadcaster.outputs import icecast
from broadcaster.outputs.kind import Kind

KINDS: dict[str, Kind] = {
    "icecast": icecast.KIND,
}
