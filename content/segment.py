"""pydub, brought in without its complaint that no ffmpeg program is installed: PyAV does that work here."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pydub import AudioSegment, generators, silence

__all__ = ["AudioSegment", "generators", "silence"]
