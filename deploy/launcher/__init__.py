"""Makes the house ready; standard library alone, for nothing may import what it is there to install."""
