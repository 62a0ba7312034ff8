"""Snapcast: a zone is a stream of a server whose clients play in step to the millisecond."""
