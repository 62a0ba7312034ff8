"""The evening's look at the coming day: what of it would not air as planned, why, what airs instead, and what to do."""
