"""Decided cases as facts with their sources, one TOML file per series; `SCHEMA.md` says how to add one."""
