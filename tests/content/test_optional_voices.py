import pytest

from content.voices.edge import IS_INSTALLED, WOMAN, Edge
from content.voices.port import VoiceError
from content.voices.table import VOICES


@pytest.mark.skipif(IS_INSTALLED, reason="edge-tts is installed")
def test_a_voice_whose_package_is_missing_says_which() -> None:
    with pytest.raises(VoiceError, match="gói tùy chọn «edge»") as failure:
        Edge("edge-nu", WOMAN).speak("xin chào")

    assert failure.value.permanent


def test_the_table_holds_a_woman_and_a_man() -> None:
    assert {"edge-nu", "edge-nam"} <= VOICES.keys()
