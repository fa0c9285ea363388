"""Audience: what was watched, week by week, as far as the lists show it."""
