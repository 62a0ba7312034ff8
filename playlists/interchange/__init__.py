"""The timetable as other programs know it: read from .xlsx, .csv and .ics, written for paper and calendars."""
