"""The air-check: a recording of everything that went out in a zone, in files cut at the hour and kept for some days."""
