"""The text-to-speech voices: one small port, one adapter a file."""
