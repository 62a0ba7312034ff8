class StationError(Exception):
    """The root of every error a person may read; its text is one Vietnamese sentence."""
