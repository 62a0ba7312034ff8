"""The calendar of the year: the days that the commune keeps, on which they fall, and what they change."""
