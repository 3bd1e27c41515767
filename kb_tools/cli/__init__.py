"""The `kb` command: one module per command, each only translating between the shell and the library."""
