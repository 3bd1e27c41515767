// What misheard Han characters may have meant: words of the vocabulary that sound the same. Twin: search/sounds.py.

import { runs } from "./analyzer.js";
import { nameOf } from "./bytes.js";
import { WEIGHTS } from "./query.js";

/** Characters of the longest word that is compared, and places of one query that are looked at. */
const LONGEST = 4;
const PLACES = 2;
/** In fewer documents than this two neighbouring characters may be a slip. */
const FEW = 2;
/** Files: characters with their sounds, and words by their first two syllables. */
const FILES = { s: 64, p: 256 };

const HAN = /\p{Script=Han}/u;

const fileOf = (folder, text) => `${folder}/${(parseInt(nameOf(text), 16) % FILES[folder]).toString(16).padStart(2, "0")}.bin`;

/**
 * The query with words that sound like what was typed; the query itself when there are none.
 * `absent`: where two neighbouring Han characters begin that hardly any page holds; `rows(file)`: the rows of a file.
 */
export async function heard(folded, absent, rows) {
  const places = absent.slice(0, PLACES);
  const around = distinct(places.flatMap((place) => spansOf(folded, place)).flatMap(([start, end]) => [...folded.slice(start, end)]));
  const sounds = new Map();
  const known = await Promise.all(around.map((one) => rows(fileOf("s", one))));
  for (const [syllable, one] of known.flat().map((row) => row.split(" "))) sounds.set(one, syllable);
  let text = folded;
  let settled = 0;
  for (const place of places) {
    if (place < settled) continue;
    for (const [start, end] of spansOf(text, place)) {
      const word = await meant(text.slice(start, end), sounds, rows);
      if (!word || !atOdds(text, start, end, word, absent)) continue;
      text = text.slice(0, start) + word + text.slice(end);
      settled = end;
      break;
    }
  }
  return text;
}

// Whether a character at the border that is replaced does not go with its neighbour outside either.
function atOdds(text, start, end, word, absent) {
  const before = text[start] !== word[0] && HAN.test(text[start - 1] ?? "");
  const behind = text[end - 1] !== word.at(-1) && HAN.test(text[end] ?? "");
  return !(before && !absent.includes(start - 1)) && !(behind && !absent.includes(end - 1));
}

// A word that sounds like this and has at least half of its characters.
async function meant(typed, sounds, rows) {
  const syllables = [...typed].map((one) => sounds.get(one));
  if (!syllables.every(Boolean)) return "";
  const sound = syllables.join(" ");
  const found = (await rows(fileOf("p", syllables.slice(0, 2).join(" ")))).map((row) => row.split("\t")).find(([own]) => own === sound);
  const words = found?.slice(1) ?? [];
  return words.find((word) => word !== typed && 2 * [...word].filter((one, i) => one !== typed[i]).length <= word.length) ?? "";
}

// What may be the word around two characters, the longest first, from the left: [start, end].
function spansOf(folded, place) {
  const [, run, at] = runs(folded).find(([han, text, index]) => han && index <= place && place < index + text.length - 1) ?? [];
  if (!run) return [];
  const found = [];
  for (let length = LONGEST; length > 1; length--) {
    const last = Math.min(place, at + run.length - length);
    for (let start = Math.max(at, place + 2 - length); start <= last; start++) found.push([start, start + length]);
  }
  return found;
}

function distinct(items) {
  return [...new Set(items)];
}

/** Where two Han characters begin that hardly any page has beside each other. */
export function absentPairs(slots, lookup, particles) {
  return slots.filter((slot) => isAbsent(slot, lookup, particles)).map(({ start }) => start).sort((a, b) => a - b);
}

function isAbsent({ alternatives, concepts, loose, start, end }, lookup, particles) {
  const [[term]] = alternatives[0].terms;
  if (loose || concepts || end - start !== 2 || !/^\p{Script=Han}{2}$/u.test(term)) return false;
  // two that only hold a sentence together stand beside each other by chance
  return lookup.get(term)?.df(term) < FEW && ![...term].every((one) => particles.has(one));
}

/** Adds to a plan what was heard instead of what was typed: {folded, slots} of the query as it was meant. */
export function addHeard(asked, { folded, slots }) {
  const wrong = [...folded].flatMap((one, i) => (one === asked.folded[i] ? [] : [i]));
  for (const slot of slots) {
    if (!wrong.some((i) => slot.start <= i && i < slot.end)) continue;
    const same = asked.slots.find((one) => one.start === slot.start && one.end === slot.end && Boolean(one.loose) === Boolean(slot.loose));
    const others = slot.alternatives.map(({ terms, factor }) => ({ terms, factor: factor * WEIGHTS.typo[1] }));
    if (same) same.alternatives.push(...others);
    else asked.slots.push({ ...slot, alternatives: others, concepts: undefined });
  }
}
