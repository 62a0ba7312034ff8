"""Telling those in charge what they must hear of: channels, what is said, and the outbox that brings it there."""
