"""What an air-check puts on the disk: everything, in order, cut at the hour; and what a disk that fails costs."""

import errno
import os
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from broadcaster.outputs.aircheck.pieces import expired, name_of, start_of
from broadcaster.outputs.aircheck.tape import MOST_SWEPT, RESERVE_BYTES, Chunk, Tape, is_over
from content.airformat import SPEECH, check_frames, silent_frame
from tests.broadcaster.outputs.numbered import numbers, run_of
from tests.conftest import SAIGON

SIX = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)  # 06:00 in the commune, on the 22nd
FRAME = timedelta(milliseconds=24)
TICK = 5  # frames


class FakeDisk:
    """A disk with as much room as it is told, which takes what fits and then says that it is full."""

    def __init__(self, room: int = 2**40) -> None:
        self.room, self.settled = room, 0

    def free_bytes(self, folder: Path) -> int:
        return self.room + RESERVE_BYTES

    def append(self, file: int, sound: bytes) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, "full")
        written = os.write(file, sound[: self.room])
        self.room -= written
        return written

    def settle(self, file: int) -> None:
        self.settled += 1


def tape(folder: Path, disk: FakeDisk | None = None, *, keep_days: int = 30, only_sound: bool = False) -> Tape:
    return Tape(folder, SPEECH, SAIGON, disk or FakeDisk(), keep_days=keep_days, only_sound=only_sound)


def chunks(first: int, count: int, at: datetime) -> list[Chunk]:
    """Return `count` ticks of numbered frames, the first sent at this instant."""
    return [Chunk(at + turn * TICK * FRAME, run_of(first + turn * TICK, TICK)) for turn in range(count)]


def written(folder: Path) -> dict[str, list[int]]:
    found = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    for sound in found.values():
        check_frames(sound, SPEECH)
    return {name: numbers(sound) for name, sound in found.items()}


def test_files_are_cut_at_the_hour_and_lose_no_frame(tmp_path: Path) -> None:
    recording = tape(tmp_path)

    recording.write(chunks(0, 500, SIX - timedelta(seconds=30.01)))

    found = written(tmp_path)
    assert list(found) == ["2026-11-22_05-59-29.mp3", "2026-11-22_06-00-00.mp3"]
    assert list(chain(*found.values())) == list(range(2500))
    assert len(found["2026-11-22_05-59-29.mp3"]) == 1251  # the first frame due at or after the hour is the next file's


@settings(max_examples=40, deadline=None)
@given(seconds=some.floats(0, 7300), sizes=some.lists(some.integers(1, 60), min_size=1, max_size=80))
def test_whatever_is_sent_is_kept_in_order(
    tmp_path_factory: pytest.TempPathFactory, seconds: float, sizes: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("piece")
    recording, at, sent = tape(folder), SIX - timedelta(seconds=seconds), 0
    for size in sizes:
        recording.write([Chunk(at, run_of(sent, size))])
        at, sent = at + size * FRAME, sent + size
    recording.close()

    found = written(folder)

    assert list(chain(*found.values())) == list(range(sent))
    assert len(found) <= 2


def test_a_place_in_a_file_is_a_time_also_after_a_stall_and_a_clock_set_back(tmp_path: Path) -> None:
    recording = tape(tmp_path)

    recording.write(chunks(0, 20, SIX))
    recording.write(chunks(100, 20, SIX + timedelta(seconds=10)))
    recording.write(chunks(200, 20, SIX))

    assert written(tmp_path) == {
        "2026-11-22_06-00-00.2.mp3": list(range(200, 300)),
        "2026-11-22_06-00-00.mp3": list(range(100)),
        "2026-11-22_06-00-10.mp3": list(range(100, 200)),
    }


def test_a_second_recorder_begins_a_file_of_its_own(tmp_path: Path) -> None:
    tape(tmp_path).write(chunks(0, 10, SIX))

    tape(tmp_path).write(chunks(50, 10, SIX + timedelta(seconds=5)))

    assert list(written(tmp_path)) == ["2026-11-22_06-00-00.mp3", "2026-11-22_06-00-05.mp3"]


@pytest.mark.parametrize("room", [0, 1, 192 * 7, 192 * 7 + 100])
def test_a_full_disk_leaves_whole_frames_and_is_tried_again(tmp_path: Path, room: int) -> None:
    disk = FakeDisk(room)
    recording = tape(tmp_path, disk)

    full = recording.write(chunks(0, 10, SIX))
    still = recording.write(chunks(50, 10, SIX + timedelta(seconds=5)))
    disk.room = 2**40
    again = recording.write(chunks(100, 10, SIX + timedelta(seconds=11)))

    found = list(written(tmp_path).values())
    assert (full.ok, still.ok, again.ok) == (False, False, True)
    assert "ổ đĩa đã đầy" in full.sentence
    assert list(chain(*found)) == [*range(room // 192), *range(100, 150)]
    assert [] not in found


def test_the_last_room_is_left_to_the_station(tmp_path: Path) -> None:
    disk = FakeDisk()
    disk.free_bytes = lambda folder: RESERVE_BYTES - 1  # type: ignore[method-assign]

    health = tape(tmp_path, disk).write(chunks(0, 10, SIX))

    assert (health.ok, written(tmp_path)) == (False, {})
    assert "để dành cho đài" in health.sentence


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "aircheck").write_text("a file")

    health = tape(tmp_path / "aircheck" / "xa").write(chunks(0, 1, SIX))

    assert not health.ok and health.sentence.startswith("Không ghi lưu được")


def test_long_silence_is_left_out_where_only_sound_is_wanted(tmp_path: Path) -> None:
    silence = silent_frame(SPEECH) * 50
    moments = [SIX + turn * 50 * FRAME for turn in range(60)]
    quiet = [Chunk(at, silence) for at in moments]
    recording = tape(tmp_path, only_sound=True)

    recording.write([*quiet[:20], *chunks(7, 1, moments[20]), *quiet[21:]])

    found = written(tmp_path)
    assert [len(each) for each in found.values()] == [8 * 50, 5 + 8 * 50]
    assert 7 in list(found.values())[1]


def test_pieces_are_kept_for_their_days_and_swept_a_few_at_a_time(tmp_path: Path) -> None:
    old = [name_of(SIX - timedelta(days=40, hours=hour), SAIGON) for hour in range(MOST_SWEPT + 10)]
    kept = [name_of(SIX - timedelta(days=29), SAIGON), "ghi-chu.txt", "2026-99-99_00-00-00.mp3"]
    for name in (*old, *kept):
        (tmp_path / name).touch()

    tape(tmp_path).write(chunks(0, 1, SIX))

    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*kept, *sorted(old)[MOST_SWEPT:], "2026-11-22_06-00-00.mp3"}


def test_a_clock_that_shows_1970_sweeps_nothing(tmp_path: Path) -> None:
    name = name_of(SIX, SAIGON)

    assert expired([name], now=datetime(1970, 1, 1, tzinfo=UTC), keep_days=1, zone=SAIGON) == []
    assert expired([name], now=SIX + timedelta(days=1, seconds=1), keep_days=1, zone=SAIGON) == [name]


def test_what_was_written_is_settled_every_ten_seconds(tmp_path: Path) -> None:
    disk = FakeDisk()

    tape(tmp_path, disk).write(chunks(0, 300, SIX))  # 36 s

    assert disk.settled == 3


@pytest.mark.parametrize(
    ("ends", "at", "over"),
    [(0, 0, False), (0, 1.9, False), (0, 2.1, True), (5, 2.9, True), (3599, 3599, False), (3600, 3600, True)],
)
def test_a_piece_is_over_with_its_hour_or_when_time_and_place_part(ends: float, at: float, over: bool) -> None:
    moments = (SIX + timedelta(seconds=each) for each in (ends, at))

    assert is_over(SIX, next(moments), at=next(moments), zone=SAIGON) is over


def test_a_name_says_when_its_first_frame_sounded_in_the_commune() -> None:
    assert name_of(SIX, SAIGON) == "2026-11-22_06-00-00.mp3"
    assert start_of("2026-11-22_06-00-00.2.mp3", SAIGON) == SIX
    assert start_of("2026-13-22_06-00-00.mp3", SAIGON) is None
