"""Shapes of templates of playlists."""

from typing import Annotated

from pydantic import Field

from web.api.schemas import Asked, Number, Told


class PatternAsked(Asked):
    """The playlist whose items become a template."""

    playlist_id: Number


class FromPatternAsked(Asked):
    """A template's number, or the name of a typical one: `morning`, `afternoon`."""

    template: Annotated[str, Field(min_length=1, max_length=9)]


class PatternTold(Told):
    """What to ask for, and how it is called."""

    template: str
    name: str


class PatternsTold(Told):
    """Templates, the typical ones first."""

    items: list[PatternTold]


class MadeTold(Told):
    """The playlist that was made, and what it lacks."""

    playlist_id: int
    name: str
    missing: list[str]
