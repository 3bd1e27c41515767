"""StackFAQ as pages and judged queries: `python -m benchmarks.search.stackfaq DIR OUT`.

125 questions of web users with their answers (English), and for each some ten ways in which people have put the same
question again. Each question with its answers is a page, each rephrasing a query. The set is not part of this
project: DIR holds its `stackExchange-FAQ.xml`.

See Also:
    Karan and Šnajder, "Paraphrase-focused learning to rank for domain-specific frequently asked questions retrieval",
    Expert Systems with Applications 91 (2018), 418-433.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from benchmarks.search.judged import Collection, Document, one_line, write
from kb_tools.search.evaluation import Judged

__all__ = ["FILE", "collection"]

FILE = "stackExchange-FAQ.xml"
#: Stands between the rephrasings of two people.
_SEPARATOR = "*"


def collection(folder: Path) -> Collection:
    """The set in a folder.

    Raises:
        SystemExit: The folder does not hold it.
    """
    path = folder / FILE
    if not path.is_file():
        raise SystemExit(f"{path} is missing; download StackFAQ (TakeLab, University of Zagreb) and name its folder")
    documents, queries = [], []
    for number, pair in enumerate(ET.fromstring(path.read_text(encoding="utf-8"))):
        name = f"faq-{number + 1:03}"
        answers = [one_line(answer.text or "") for answer in pair.findall("answer")]
        title = " ".join((pair.findtext("question") or "").split())
        documents.append(Document(name, title, "\n\n".join(answers), "en"))
        for rephrased in pair.findall("rephr"):
            text = " ".join((rephrased.text or "").split())
            if text and text != _SEPARATOR:
                queries.append(Judged(text, frozenset([name]), "en"))
    return Collection("StackFAQ", tuple(documents), tuple(queries))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.splitlines()[0])
    found = collection(Path(sys.argv[1]))
    write(found, Path(sys.argv[2]))
    print(f"{len(found.documents)} pages, {len(found.queries)} queries in {sys.argv[2]}")
