"""A report on a month, a quarter or a year as a draft: the numbers are filled in, the judgement is asked for.

`compose.py` makes a document of the facts, `markdown.py`, `html.py` and `word.py` write it.
"""
