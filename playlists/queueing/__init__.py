"""The queue: what waits to be aired, and what each programme draws from it, zone by zone."""
