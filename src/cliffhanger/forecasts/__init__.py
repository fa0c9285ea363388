"""Forecasts: comparable seasons and the base rate of renewal among them."""
