"""CMRC 2018 as pages and judged queries: `python -m benchmarks.search.cmrc DIR OUT`.

1,104 passages of the Chinese Wikipedia with questions that people wrote about each. Each passage is a page; a sample
of 1,000 questions, always the same, are the queries. The set is not part of this project: DIR holds `dev.json` and
`trial.json`.

See Also:
    Cui et al., "A Span-Extraction Dataset for Chinese Machine Reading Comprehension", EMNLP 2019,
    https://github.com/ymcui/cmrc2018
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from benchmarks.search.judged import Collection, Document, one_line, write
from kb_tools.search.evaluation import Judged

__all__ = ["FILES", "collection"]

FILES = ("dev.json", "trial.json")
SAMPLE = 1000
_SEED = 2018


def collection(folder: Path) -> Collection:
    """The set in a folder.

    Raises:
        SystemExit: The folder does not hold it.
    """
    documents, queries = [], []
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise SystemExit(f"{path} is missing; download CMRC 2018 (github.com/ymcui/cmrc2018) and name its folder")
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for passage in article["paragraphs"]:
                page = passage["id"].lower().replace("_", "-")
                documents.append(Document(page, article["title"].strip(), one_line(passage["context"]), "zh"))
                asked = (" ".join(question["question"].split()) for question in passage["qas"])
                queries += [Judged(text, frozenset([page]), "zh") for text in asked]
    sample = random.Random(_SEED).sample(queries, min(SAMPLE, len(queries)))
    return Collection("CMRC 2018", tuple(documents), tuple(sample))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.splitlines()[0])
    found = collection(Path(sys.argv[1]))
    write(found, Path(sys.argv[2]))
    print(f"{len(found.documents)} pages, {len(found.queries)} queries in {sys.argv[2]}")
