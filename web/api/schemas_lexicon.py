"""Shapes of the lexicon, of voices, and of how one announcement is read and heard."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field
from spectree.model_adapter.pydantic_adapter import BaseFile

from content.hearing import Hearing
from content.models import LexiconEntry
from web.api.schemas import Asked, Told
from web.api.schemas_readings import ReadingTold


class EntryAsked(Asked):
    """What is written, and how it is to be said from now on."""

    written: str
    spoken: str


class WrittenAsked(Asked):
    """What is written, exactly as it was taught."""

    written: str


class TableAsked(Asked):
    """A table in CSV or TSV, in UTF-8, whose first line is written,spoken."""

    file: BaseFile


class ReadingsAsked(Asked):
    """What is written in the announcement, and how to say it there; `always` puts it in the lexicon instead."""

    readings: Annotated[dict[str, str], Field(max_length=200)]
    always: bool = False


class RecordingAsked(Asked):
    """A person's recording of the announcement's text."""

    file: BaseFile


class EntryTold(Told):
    """What is written, how it is said, and who taught it."""

    written: str
    spoken: str
    taught_by: str
    taught_at: datetime

    @classmethod
    def of(cls, entry: LexiconEntry) -> Self:
        return cls.model_validate(entry, from_attributes=True)


class LexiconTold(Told):
    """The whole lexicon, in the order of what is written."""

    items: list[EntryTold]


class TableTaken(Told):
    """How many entries of a table were new or changed something."""

    changed: int


class VoiceTold(Told):
    """A voice: the name it is chosen by, and what people call it."""

    name: str
    label: str


class VoicesTold(Told):
    """Every voice this machine knows; whether an online one answers today nobody can promise."""

    items: list[VoiceTold]


class HearingTold(ReadingTold):
    """An announcement as it would be read today; `differs`: its clip was made from another reading."""

    differs: bool
    warnings: list[str]

    @classmethod
    def heard(cls, hearing: Hearing) -> Self:
        told = ReadingTold.of(hearing.text, hearing.reading)
        return cls(**dict(told), differs=hearing.differs, warnings=list(hearing.warnings))
