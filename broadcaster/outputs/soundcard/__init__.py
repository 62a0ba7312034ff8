"""The sound card of the machine itself, or whatever else ALSA calls a device."""
