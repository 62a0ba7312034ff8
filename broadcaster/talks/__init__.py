"""Live talks: who may speak, when, in which slot, and the recording that is kept."""
