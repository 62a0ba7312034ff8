"""Does it all agree? The timetable, the approvals, the orders, the log, the ear and the audit, against one another."""
