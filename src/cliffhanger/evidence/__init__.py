"""Evidence: what was printed, placed on seasons, with the day on which it could be known."""
