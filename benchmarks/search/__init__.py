"""Search quality, beside Pagefind and Material's own search, on the same pages and the same queries."""
