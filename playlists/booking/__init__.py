"""What is judged before anything is booked: clashes, caps, and the answers that are offered."""
