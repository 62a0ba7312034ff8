"""Relays as play-out sees them: which are kept open, how they are, and what sounds in their place."""
