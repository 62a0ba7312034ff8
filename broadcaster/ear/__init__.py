"""The ear: a process that hears every zone as a loudspeaker does, and says what it heard of what the log claims."""
