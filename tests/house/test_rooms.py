"""Behind every name on the front door there is a room."""

import importlib

import click
import pytest

import loa


@pytest.mark.parametrize("name", loa.COMMANDS)
def test_a_command_of_the_table_opens(name: str) -> None:
    module, _, function = loa.COMMANDS[name][0].partition(":")

    command = getattr(importlib.import_module(module), function)

    assert isinstance(command, click.Command)
    assert command.name == name
