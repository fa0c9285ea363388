"""Reports: the dossier of one series on one date, as data and as text, page, Markdown and JSON."""
