"""What content.wording promises."""
