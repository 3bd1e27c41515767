"""Pure functions from a handbook to numbers; every number can show what it was computed from."""
