"""What is said: announcements, readings, voices, clips and approvals; it knows nothing of when they air."""
