"""Sources: one module per publisher, and `gather`, which brings their files into the store."""
