"""What goes on air, when and where: playlists, programmes, the timetable and the rundown."""
