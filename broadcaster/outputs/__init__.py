"""Where sound is sent: one small port, one adapter a file."""
