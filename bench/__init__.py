"""Measurements: ratios against the real peer, each in one interleaved run; never part of the tests."""
