// "More like this" on a page: what the search finds for the page itself.

import { cardOf } from "./cards.js";
import { make } from "./dom.js";
import { openedIndex } from "./engine.js";
import { said, words } from "./words.js";

/** Replaces the button by pages like the one that it stands on. */
export const showSimilar = async (button) => {
  button.disabled = true;
  const index = await openedIndex();
  let hits = [];
  try {
    hits = await index.similar(button.dataset.kbSimilar, { limit: 5, lang: said.lang });
  } catch {
    /* the sentence below says that there is nothing */
  }
  const none = index.problems.length ? words["problem_index-missing"] : words.similar_none;
  const found = hits.length ? make("ul", {}, ...hits.map((hit) => make("li", {}, cardOf({ ...hit, terms: [] })))) : make("p", {}, none);
  const title = make("h2", { tabindex: -1 }, words.similar);
  (button.closest(".kb-similar-offer") ?? button).replaceWith(make("section.kb-similar", { "aria-label": words.similar }, title, found));
  title.focus();
};
