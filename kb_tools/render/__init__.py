"""The handbook as pages: plain Markdown with HTML for what front matter says, ready for any generator."""
