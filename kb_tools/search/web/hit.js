// One result as readers see it: where it leads, what is quoted, what is marked.

import { excerpt, marksIn } from "./marks.js";

/** Length of a quotation, in characters. */
const SNIPPET = { zh: 90, en: 170 };

/** A hit of the ranking with its card: the section it leads to, a piece of its text, and places of the words asked for. */
export function shownHit({ score, section }, card, wanted, foldOne) {
  const mark = (text) => marksIn(text, wanted, foldOne);
  const sections = card.sections.map(([bit, anchor, heading, text]) => ({ bit, anchor, heading, text }));
  const top = sections[0] ?? { bit: 0, anchor: "", heading: "", text: "" };
  const best = sections.find(({ bit }) => bit === section) ?? top;
  const quoted = best.text ? best : (sections.find(({ text }) => mark(text).length) ?? sections.find(({ text }) => text) ?? top);
  const shown = quoted.text || (card.symptoms ?? []).join(" · ");
  const text = mark(card.title).length || mark(shown).length ? shown : withName(shown, card, mark);
  return {
    id: card.id,
    type: card.type,
    score,
    url: card.url + (best.anchor ? `#${encodeURIComponent(best.anchor)}` : ""),
    lang: card.lang,
    title: card.title,
    titleMarks: mark(card.title),
    section: best.heading,
    ...excerpt(text, mark(text), SNIPPET[card.lang] ?? SNIPPET.en),
    terms: [...new Set([...(wanted.codes ?? []), ...termsOf([card.title, text, ...(card.symptoms ?? [])], mark)])],
    card: card.card,
  };
}

// Neither title nor text holds a word of the query: then what others call the page, or asked for it by, says why it is here.
function withName(text, card, mark) {
  const length = (name) => mark(name).reduce((sum, [start, end]) => sum + end - start, 0);
  let best = "";
  let most = 0;
  for (const name of [...(card.aliases ?? []), ...(card.asked ?? []), ...(card.symptoms ?? [])]) {
    if (length(name) > most) {
      best = name;
      most = length(name);
    }
  }
  return best ? `“${best}” ${text}` : text;
}

function termsOf(texts, mark) {
  const found = new Set();
  for (const text of texts) for (const [start, end] of mark(text)) found.add(text.slice(start, end));
  return [...found].slice(0, 12);
}
