"""The silence a voice leaves around its words is its own; ours is put there by the reading."""

from content.segment import AudioSegment, silence

_BELOW_PEAK_DB = 45.0
_KEEP_MS = 20
_FADE_MS = 5


def without_edges(sound: AudioSegment) -> AudioSegment:
    """Cut leading and trailing silence, keep a breath of 20 ms, fade the cut so that it does not click."""
    threshold = sound.max_dBFS - _BELOW_PEAK_DB
    lead = silence.detect_leading_silence(sound, threshold)
    tail = silence.detect_leading_silence(sound.reverse(), threshold)
    bare = sound[max(0, lead - _KEEP_MS) : len(sound) - max(0, tail - _KEEP_MS)]
    return bare.fade_in(_FADE_MS).fade_out(_FADE_MS)
