"""What search knows of a handbook: every record, person and overview page as a document."""
