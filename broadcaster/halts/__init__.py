"""Stop-everything: the order in a file, how it is heard, and how the audit trail learns of it."""
