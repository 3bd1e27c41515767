"""kb-tools: a checked, searchable process handbook from Markdown and front matter."""

__version__ = "0.1.0"
