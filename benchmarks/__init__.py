"""Speed, size and memory, each beside named peers in one run. Results are printed, never asserted."""
