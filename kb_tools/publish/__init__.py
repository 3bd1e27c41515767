"""Publishing: every language built side by side, verified, then swapped in whole or not at all."""
