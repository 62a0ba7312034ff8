import math
from itertools import pairwise

from content.airformat import SPEECH
from content.backing import with_music
from content.mastering import master
from content.segment import AudioSegment
from content.sound import joined, silence
from tests.content.sounds import share_at, tone

WORDS, TUNE = 1000.0, 300.0


def spoken(milliseconds: int = 4000) -> AudioSegment:
    return tone(milliseconds, pitch=WORDS, level=0.2)


def tune(milliseconds: int = 2000) -> AudioSegment:
    return tone(milliseconds, pitch=TUNE, level=0.4, rate=44100)


def level_db(sound: AudioSegment, pitch: float) -> float:
    """Return the level of one pitch in dBFS."""
    share = share_at(sound, pitch)
    return float(sound.dBFS + 10 * math.log10(max(share, 1e-12)))


def test_music_is_alone_first_then_ducked_then_alone_again() -> None:
    sound = with_music(spoken(), tune(), under_db=16, lead_ms=2000, tail_ms=2000)

    before, during, after = sound[500:1200], sound[3000:5000], sound[6700:7000]

    assert len(sound) == 8000
    assert share_at(before, TUNE) > 0.95
    assert share_at(after, TUNE) > 0.95
    assert 14 < level_db(before, TUNE) - level_db(during, TUNE) < 18


def test_the_voice_stands_well_above_the_music() -> None:
    during = with_music(spoken(), tune(), under_db=16)[5000:7000]

    assert level_db(during, WORDS) - level_db(during, TUNE) > 14


def test_music_sinks_and_rises_without_a_step() -> None:
    sound = with_music(spoken(), tune(), lead_ms=2000, tail_ms=2000)

    levels = [level_db(sound[start : start + 100], TUNE) for start in range(1000, 7000, 100)]
    assert max(abs(after - before) for before, after in pairwise(levels)) < 6
    assert max(levels) - min(levels) > 14


def test_it_ends_in_silence() -> None:
    sound = with_music(spoken(), tune())

    assert sound[-20:].dBFS < sound[-3000:-2000].dBFS - 25


def test_nothing_is_clipped_and_the_whole_can_be_mastered() -> None:
    loud = tone(3000, pitch=WORDS, level=1.0)

    sound = with_music(loud, tone(500, pitch=TUNE, level=1.0), under_db=10)

    assert sound.max < 32767
    assert abs(master(sound, fmt=SPEECH).lufs + 16) <= 1


def test_music_shorter_than_the_words_goes_round() -> None:
    words = joined([spoken(1500), silence(3000, sample_rate=24000), spoken(1500)])

    during = with_music(words, tune(700))[6000:8000]

    assert share_at(during, TUNE) > 0.9
