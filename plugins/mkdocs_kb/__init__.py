"""The MkDocs plugin `kb`: a thin adapter between the generator and kb_tools."""
