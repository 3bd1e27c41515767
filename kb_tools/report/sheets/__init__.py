"""Answers on people and roles as a sheet: title, sections, tables. What they look like is decided by each format."""
