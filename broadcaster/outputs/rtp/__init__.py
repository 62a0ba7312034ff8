"""Sound to LAN loudspeakers by RTP: packets, reports, announcements, and the process that sends them on time."""
