"""The check of the coming day: what it finds, keeps and tells."""
