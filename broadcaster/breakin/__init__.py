"""Break-ins: their templates and scripts, how they sound at once, how they end, and what is reported."""
