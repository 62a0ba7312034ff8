"""Measures what this machine can carry, with the station's own parts and nothing simulated away."""
