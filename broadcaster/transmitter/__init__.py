"""Sends every zone its frames on time: paced, spliced, handed to outputs; knows no database, so nothing delays it."""
