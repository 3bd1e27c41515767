"""Rules, the runner that applies them, and the suppressions that silence them."""
