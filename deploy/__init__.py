"""What turns a bare machine into a station: the launcher's workings, services, and a trial of it all."""
