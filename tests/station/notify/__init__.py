"""Channels, notices and the outbox, with real servers on this machine."""
