"""Where sound comes in from outside: relays and live speech, encoded once on entry by processes of their own."""
