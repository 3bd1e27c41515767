"""From bytes to a handbook: every oddity of a file becomes a finding with a place, never an exception."""
