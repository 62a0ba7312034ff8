"""Which voices there are to choose from, by setting and by announcement."""

from pathlib import Path

import pytest

from content.presets import PRESETS
from content.voice_worker import studio
from content.voices.names import RECORDED, available, check_chosen, label
from content.voices.table import NoSuchVoice, voices_of
from content.wording.reading import STYLES
from station import settings
from station.errors import BadInput


@pytest.mark.parametrize("setting", ["LOA_VOICES", "LOA_SECOND_VOICE"])
def test_a_voice_that_is_nowhere_stops_the_start(tmp_path: Path, setting: str) -> None:
    told = settings.load({"LOA_HOME": str(tmp_path), setting: "giong-la"})

    with pytest.raises(NoSuchVoice, match="«giong-la»"):
        studio(told)


def test_every_choice_of_the_settings_has_its_thing() -> None:
    for style in STYLES:
        assert settings.load({"LOA_READING_STYLE": style}).reading_style == style
    for preset in PRESETS:
        assert settings.load({"LOA_PRESET": preset}).preset == preset


def test_every_voice_there_is_can_be_chosen_by_a_name_for_people(tmp_path: Path) -> None:
    (tmp_path / "lan.onnx").touch()

    assert set(available(tmp_path)) == set(voices_of(tmp_path))
    assert check_chosen("piper-lan", tmp_path) == "piper-lan"
    assert all(shown != name for name, shown in available(tmp_path).items())
    assert label(RECORDED) == "Bản ghi giọng người"


def test_a_voice_that_is_not_there_cannot_be_chosen(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Không có giọng «piper-lan»"):
        check_chosen("piper-lan", tmp_path)
