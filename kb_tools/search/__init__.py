"""Search: one analyzer, a static index for the browser, Whoosh for the command line, and what measures them."""
