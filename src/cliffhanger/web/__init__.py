"""The desk in the browser: pages and an API over the store, for reading alone; what they say is made in reports."""
