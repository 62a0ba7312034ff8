"""Clip files that are not what they were: never aired wrong, always written down."""

from collections.abc import Callable
from pathlib import Path

from broadcaster.outcome import Outcome
from tests.broadcaster.conftest import Station, soon, wait_for
from tests.broadcaster.faults import check, heard_of


def delete(path: Path) -> None:
    path.unlink()


def truncate(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def alter(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff\xf3x" * 500)


HARMS: tuple[Callable[[Path], None], ...] = (delete, truncate, alter)


def shelve(station: Station, seconds: float) -> tuple[list[int], list[Path]]:
    """Put four approved announcements on the shelf and book them one after another."""
    with station.database.writing() as session:
        found = [station.announce(session, seconds, f"Tin {number}") for number in range(4)]
        station.book(session, [each.id for each in found], soon(3.0), "thon-tay")
        names = [each.current.clip_sha256 for each in found]
    return [each.id for each in found], [station.home / "clips" / f"{name}.mp3" for name in names]


def test_a_clip_harmed_before_its_turn_is_not_aired_and_the_next_one_is(station: Station) -> None:
    station.broadcast()
    ids, paths = shelve(station, 1.0)
    for harm, path in zip(HARMS, paths, strict=False):
        harm(path)
    listener = station.hear("thon-tay")

    wait_for(lambda: station.is_over(4), seconds=90)

    sound = listener.stop()
    assert [bool(heard_of(sound, station.clips[each])) for each in ids] == [False, False, False, True]
    assert station.clips[ids[3]] in sound
    assert [row.outcome for row in station.log()] == [Outcome.MISSED] * 3 + [Outcome.AIRED]
    check(station, sound)


def test_a_clip_harmed_while_it_sounds_brings_nobody_down(station: Station) -> None:
    process = station.broadcast()
    ids, paths = shelve(station, 2.0)
    listener = station.hear("thon-tay")

    for harm, path, announcement_id in zip(HARMS, paths, ids, strict=False):
        clip = station.clips[announcement_id]
        wait_for(lambda clip=clip: len(heard_of(bytes(listener.heard), clip)) > 10, seconds=15)
        harm(path)
    wait_for(lambda: station.is_over(4), seconds=90)

    sound = listener.stop()
    assert process.poll() is None
    assert station.clips[ids[3]] in sound
    check(station, sound)
