import pytest

from content.voices.table import VOICES, NoSuchVoice, in_order
from tests.content.fake_voices import FakeVoice


def test_the_preferred_voice_comes_first_and_the_offline_one_last() -> None:
    assert [voice.name for voice in in_order(["google"])] == ["google", "espeak"]


def test_a_voice_named_twice_is_made_once() -> None:
    assert [voice.name for voice in in_order(["espeak", "google", "espeak"])] == ["espeak", "google"]


def test_without_a_preference_the_offline_voice_speaks() -> None:
    assert [voice.name for voice in in_order([])] == ["espeak"]


def test_a_voice_nobody_knows_is_named_with_the_known_ones() -> None:
    with pytest.raises(NoSuchVoice, match=r"«giong-la».*espeak, google"):
        in_order(["giong-la"])


def test_a_new_voice_is_one_line_in_a_table() -> None:
    table = {**VOICES, "loa": lambda: FakeVoice("loa")}

    assert [voice.name for voice in in_order(["loa"], table)] == ["loa", "espeak"]


@pytest.mark.parametrize("name", VOICES)
def test_every_voice_goes_by_the_name_it_is_chosen_by(name: str) -> None:
    assert VOICES[name]().name == name


def test_a_voice_that_must_rest_is_the_same_one_next_time() -> None:
    assert in_order(["google"])[0] is in_order(["google"])[0]
