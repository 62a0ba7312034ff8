"""Puts what is due on the loudspeakers, and writes down what happened."""
