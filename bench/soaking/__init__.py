"""What a soak does to a station: its people's deeds, and what befalls its processes."""
