// What a page's card says about how well it fits: is its name what was asked, do the words stand in the order asked.

import { analyze, foldWithPlaces, PART, SINGLE, WORD } from "./analyzer.js";

const NAMED = 0.72;
const ORDERED = 0.43;
/** What a word of the name counts that was not asked: a little less than a rare word. */
const UNASKED = 5;

/** Factor on the score of a page: 1 or a little more. `value(term)` is how rare a term is. */
export function fitOf(card, asked, terms, value, { foldOne, stop }) {
  return 1 + NAMED * named(card, terms, value, foldOne, stop) + ORDERED * ordered(card, asked.neighbours, foldOne);
}

/** How far the title, another name or a symptom and the query are one and the same, from 0 to 1. */
function named(card, terms, value, foldOne, stop) {
  let best = 0;
  for (const name of namesOf(card)) {
    const own = new Set(analyze(name, foldOne).filter(({ kind }) => kind !== SINGLE && kind !== PART).map(({ term }) => term));
    for (const term of own) if (stop.has(term)) own.delete(term);
    let shared = 0;
    let all = 0;
    for (const term of own) {
      all += terms.has(term) ? value(term) : UNASKED;
      if (terms.has(term)) shared += value(term);
    }
    for (const term of terms) if (!own.has(term)) all += value(term);
    if (all) best = Math.max(best, shared / all);
  }
  return best;
}

/** What a page is called, and asked for by. */
function namesOf(card) {
  return [card.title, ...(card.aliases ?? []), ...(card.asked ?? []), ...(card.symptoms ?? [])];
}

/** How many of the query's neighbouring words and Han characters are neighbours on the page too, from 0 to 1. */
function ordered(card, neighbours, foldOne) {
  if (!neighbours.length) return 0;
  const text = [...namesOf(card), ...card.sections.map(([, , heading, quoted]) => `${heading} ${quoted}`)].join(" | ");
  const { folded } = foldWithPlaces(text, foldOne);
  const words = analyze(text, foldOne).filter(({ kind }) => kind === WORD).map(({ term }) => term);
  const found = new Set();
  for (let i = 0; i + 1 < words.length; i++) {
    found.add(`${words[i]} ${words[i + 1]}`);
    if (i + 2 < words.length) found.add(`${words[i]} ${words[i + 2]}`);
  }
  return neighbours.filter((one) => (one.includes(" ") ? found.has(one) : folded.includes(one))).length / neighbours.length;
}
