"""The root of what can go wrong in words a person can read."""


class StationError(Exception):
    """The root of every error a person may read; its text is one Vietnamese sentence."""
