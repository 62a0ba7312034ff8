"""Outputs that need PCM: a light sink in the transmitter, and the child process that decodes and speaks to them."""
