"""How official Vietnamese is read aloud: written text in, spoken words out; pure functions and data files."""
