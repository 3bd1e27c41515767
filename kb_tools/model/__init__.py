"""What a handbook is once it is loaded: frozen records, no input or output."""
