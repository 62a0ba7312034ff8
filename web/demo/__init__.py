"""`loa demo`: a small station that writes, voices, approves, airs and checks by itself."""
