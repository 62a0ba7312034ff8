"""A clip read while it sounds: what was checked is heard, and nothing else."""

from pathlib import Path

import pytest

from broadcaster.transmitter.messages import ReelSpec
from broadcaster.transmitter.reel import BLOCK_FRAMES, Reel, SoundLost, digests

SIZE = 4
FRAMES = 100
CLIP = b"".join(b"%04d" % number for number in range(FRAMES))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "clip"
    path.write_bytes(CLIP)
    return path


def reel(path: Path) -> Reel:
    return Reel(ReelSpec("ab" * 32, str(path), FRAMES, digests(CLIP, SIZE)), SIZE)


@pytest.mark.parametrize(("first", "count"), [(0, 5), (38, 5), (0, FRAMES), (95, 5), (BLOCK_FRAMES, 1), (39, 50)])
def test_frames_are_taken_as_they_lie_in_the_clip_across_the_borders_of_blocks(
    path: Path, first: int, count: int
) -> None:
    assert reel(path).take(first, count) == CLIP[first * SIZE : (first + count) * SIZE]


def test_a_clip_altered_while_it_sounds_is_not_heard_from_the_altered_block_on(path: Path) -> None:
    playing = reel(path)
    heard = playing.take(0, 5)
    path.write_bytes(CLIP[: 60 * SIZE] + b"evil" + CLIP[61 * SIZE :])

    with pytest.raises(SoundLost, match="sửa"):
        playing.take(BLOCK_FRAMES, 5)

    assert heard == CLIP[: 5 * SIZE]


def test_a_clip_cut_short_while_it_sounds_says_so(path: Path) -> None:
    playing = reel(path)
    playing.ready(0)
    with path.open("r+b") as file:
        file.truncate(50 * SIZE)

    with pytest.raises(SoundLost):
        playing.take(45, 10)


def test_a_clip_deleted_while_it_sounds_is_heard_to_its_end(path: Path) -> None:
    playing = reel(path)
    playing.ready(0)
    path.unlink()

    assert playing.take(90, 10) == CLIP[90 * SIZE :]


def test_a_clip_that_is_gone_before_its_turn_says_so(path: Path) -> None:
    path.unlink()

    with pytest.raises(SoundLost, match="không đọc được"):
        reel(path).ready(0)
