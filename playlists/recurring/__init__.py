"""On which days a programme airs: its rule, and the days that people made different."""
