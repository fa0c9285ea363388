"""First-party viewing logs: checked, measured on one machine or many, and handed on as tables and facts."""
