"""Decisions: what a season is worth against its cost, what would have saved it, and which to renew under a budget."""
