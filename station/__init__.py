"""The floor everyone stands on: settings, clock, database, errors, accounts, zones and the audit trail."""
