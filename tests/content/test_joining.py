from pathlib import Path

import pytest

from content.airformat import MUSIC, SPEECH, NotAirFormat, check_frames, silent_frame
from content.codec import decoded, encoded
from content.joining import joined_clips
from tests.content.sounds import share_at, tone


def shelved(folder: Path, pitches: list[float]) -> list[Path]:
    paths = [folder / f"{pitch}.mp3" for pitch in pitches]
    for path, pitch in zip(paths, pitches, strict=True):
        path.write_bytes(encoded(tone(600, pitch=pitch), SPEECH))
    return paths


def test_clips_follow_each_other_in_order_and_nothing_is_lost(tmp_path: Path) -> None:
    paths = shelved(tmp_path, [400, 900])

    audio = b"".join(joined_clips(paths, SPEECH))

    check_frames(audio, SPEECH)
    assert len(audio) == sum(path.stat().st_size for path in paths)
    sound = decoded(audio, SPEECH)
    assert share_at(sound[100:500], 400) > 0.9
    assert share_at(sound[-500:-150], 900) > 0.9


def test_a_pause_stands_between_clips_and_only_there(tmp_path: Path) -> None:
    paths = shelved(tmp_path, [400, 900, 700])

    bare, paused = (b"".join(joined_clips(paths, SPEECH, pause_seconds=pause)) for pause in (0, 2.4))

    assert len(paused) - len(bare) == 2 * 100 * SPEECH.frame_bytes
    assert not paused.endswith(silent_frame(SPEECH) * 50)


def test_a_clip_of_another_format_is_refused(tmp_path: Path) -> None:
    paths = shelved(tmp_path, [400])
    foreign = tmp_path / "stereo.mp3"
    foreign.write_bytes(encoded(tone(300), MUSIC))

    with pytest.raises(NotAirFormat):
        b"".join(joined_clips([*paths, foreign], SPEECH))


def test_no_clips_are_no_sound() -> None:
    assert b"".join(joined_clips([], SPEECH)) == b""
