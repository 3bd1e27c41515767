"""What tests of overview pages share: an edition of any handbook, and small handbooks written on the spot."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kb_tools.config import Config, HandbookConfig, PublishConfig
from kb_tools.load.edition import Edition
from kb_tools.load.history import History
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition import RenderedEdition, render_edition
from kb_tools.render.edition_view import EditionView

AS_OF = dt.date(2026, 11, 15)


def edition(
    handbook: Handbook, config: Config, lang: str, history: History | None = None, as_of: dt.date = AS_OF
) -> RenderedEdition:
    return render_edition(EditionView(Edition(handbook, lang), config, as_of, history or {}))


def overview(rendered: RenderedEdition) -> dict[str, str]:
    """Name of the overview page -> its Markdown."""
    folder = "overview/"
    return {
        page.src.removeprefix(folder).removesuffix(".md"): page.markdown
        for page in rendered.pages
        if page.src.startswith(folder)
    }


def written(root: Path, files: dict[str, str]) -> Handbook:
    """A handbook in English with these files below `docs/`."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_handbook(root, english(), use_cache=False)


def english(people: str = "names", *, duty: bool = True, site_url: str = "") -> Config:
    return Config(
        handbook=HandbookConfig(name={"en": "Small handbook"}, languages=("en",), site_url=site_url),
        publish=PublishConfig.model_validate({"people": people, "duty": duty}),
    )
