import os
from pathlib import Path

import pytest

from content.sentencecache import SentenceCache, key_of


def test_what_was_put_is_found_again(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path / "sentences")
    key = key_of("espeak", 1.0, 1.0, "xin chào")

    cache.put(key, b"wav")

    assert cache.get(key) == b"wav"
    assert SentenceCache(tmp_path / "sentences").get(key) == b"wav"


def test_what_was_never_put_is_not_found(tmp_path: Path) -> None:
    assert SentenceCache(tmp_path / "none").get(key_of("espeak", 1.0, 1.0, "xin chào")) is None


def test_voice_pace_pitch_and_words_each_make_another_key() -> None:
    first = ("a", 1.0, 1.0, "xin chào")
    others = [("b", 1.0, 1.0, "xin chào"), ("a", 0.9, 1.0, "xin chào"), ("a", 1.0, 0.9, "xin chào")]

    keys = {key_of(*parts) for parts in [first, *others, ("a", 1.0, 1.0, "xin chao")]}

    assert len(keys) == 5


def test_the_cache_stays_within_its_size_and_keeps_what_is_used(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path, most_bytes=3100)
    for number in range(10):
        cache.put(f"{number}", bytes(1000))
        os.utime(tmp_path / f"{number}", (number, number))
    cache.get("0")

    assert cache.trim() == 7

    assert {path.stem for path in tmp_path.iterdir()} == {"0", "8", "9"}


def test_a_cache_trims_itself(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path, most_bytes=3100)

    for number in range(100):
        cache.put(f"{number}", bytes(1000))

    assert len(list(tmp_path.iterdir())) <= 3 + 32


@pytest.mark.parametrize("damage", [b"", b"short", bytes(40)])
def test_a_damaged_sentence_is_not_found(tmp_path: Path, damage: bytes) -> None:
    cache = SentenceCache(tmp_path)
    cache.put("k", b"wav")
    (tmp_path / "k").write_bytes(damage)

    assert cache.get("k") is None


def test_a_disk_that_takes_nothing_costs_only_the_cache(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    in_the_way = tmp_path / "sentences"
    in_the_way.touch()

    SentenceCache(in_the_way).put("k", b"wav")

    assert SentenceCache(in_the_way).get("k") is None
    assert "not cached" in caplog.text
