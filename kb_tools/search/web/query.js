// A query as slots: what is looked for, each with its alternatives (the words themselves, a synonym, a completion). A
// document gets the best of a slot's alternatives, so a synonym never adds to a direct hit or beats one.

import { analyze, foldWithPlaces, isJoined, makeFold, runs, wordTerms, PAIR, PART, SINGLE, WORD } from "./analyzer.js";
import { nameOf } from "./bytes.js";

export const WEIGHTS = {
  synonym: 0.51, // of what the words themselves would bring
  parts: 0.4, // pieces of an id or version against the whole
  code: 1.5, // a word with digits: ids, versions, priorities, error codes
  crossing: 0.5, // a pair of Han characters that crosses the end of a known word
  particle: [1, 0.5, 0.2], // a pair with none, one, two characters that only hold the sentence together
  single: 0.5, // a Han character that stands alone
  loose: 0.4, // Han characters of longer runs, for other word order and slips of the input method
  completion: 0.85,
  typo: [0, 0.7, 0.5], // by distance
};

/** Files that synonyms are spread over; twin of kb_tools/search/words.py. */
const BUCKETS = { v: 2048, g: 256 };

/** File of a piece of text among the files of synonyms: `v` by how they begin, `g` by the name of their concept. */
export function bucketOf(folder, text) {
  return `${folder}/${(parseInt(nameOf(text), 16) % BUCKETS[folder]).toString(16).padStart(3, "0")}.bin`;
}

/** Stop words, question words, and the synonyms of the query at hand as trees of atoms (see search/concepts.py). */
export class Vocabulary {
  constructor({ stop, particles, intents }) {
    this.stop = new Set(stop);
    this.particles = new Set(particles);
    this.intents = intents;
    this.foldOne = makeFold(new Map());
  }

  /** A bucket's rows, `phrase TAB concept`, as a tree: atom -> node; a node's "" holds the names of concepts. */
  tree(rows) {
    const root = new Map();
    for (const row of rows) {
      const [phrase, name] = row.split("\t");
      let node = root;
      for (const { atom } of this.atoms(phrase)) {
        if (!node.has(atom)) node.set(atom, new Map());
        node = node.get(atom);
      }
      if (node !== root && name) node.set("", [...(node.get("") ?? []), name]);
    }
    return root;
  }

  fold(text) {
    return foldWithPlaces(text, this.foldOne).folded;
  }

  /** Han characters and stems with their places in the folded text, without stop words. */
  atoms(folded) {
    const found = [];
    for (const [han, run, index] of runs(folded)) {
      if (han) {
        let at = index;
        for (const one of run) {
          found.push({ atom: one, start: at, end: at + one.length });
          at += one.length;
        }
      } else {
        const first = wordTerms(run)[0]?.[0] ?? "";
        if (first && !this.stop.has(first)) found.push({ atom: first, start: index, end: index + run.length });
      }
    }
    return found;
  }

  /** Known words in a folded text, the longest at each place: {start, end, names}. `trees`: bucket -> tree. */
  words(folded, trees) {
    const pieces = this.atoms(folded);
    const found = [];
    let place = 0;
    while (place < pieces.length) {
      let node = trees.get(bucketOf("v", pieces[place].atom));
      let at = place;
      let best = null;
      let end = place + 1;
      while (node && at < pieces.length && (node = node.get(pieces[at].atom))) {
        at++;
        if (node.has("")) {
          best = node.get("");
          end = at;
        }
      }
      if (best) found.push({ start: pieces[place].start, end: pieces[end - 1].end, names: best });
      place = end;
    }
    return found;
  }
}

/** Slots of a query, and what kind of page it asks for. */
export function plan(query, vocabulary, trees, { prefix = false } = {}) {
  const folded = vocabulary.fold(query);
  const asked = intentsOf(folded, vocabulary.intents);
  let slots = slotsOf(asked.rest, vocabulary, trees, true);
  if (!slots.length) slots = slotsOf(folded, vocabulary, trees, true);
  if (!slots.length) slots = slotsOf(folded, vocabulary, trees, false);
  const last = slots[slots.length - 1];
  if (prefix && last?.word && /[a-z0-9]$/.test(folded)) last.prefix = last.word;
  return { folded, slots, boosts: asked.boosts, neighbours: neighboursOf(asked.rest, vocabulary) };
}

// Words that stand beside each other in the query, stop words left out, and Han characters three at a time.
function neighboursOf(folded, vocabulary) {
  const words = analyze(folded, (character) => character).filter(({ kind, term }) => kind === WORD && !vocabulary.stop.has(term));
  const threes = runs(folded).flatMap(([han, run]) => (han ? Array.from(run, (_, i) => run.slice(i, i + 3)) : []));
  const pairs = words.slice(1).map(({ term }, i) => `${words[i].term} ${term}`);
  return [...pairs, ...threes.filter((three) => three.length === 3)];
}

// Question words raise the types that answer them. They are blanked out, so that the places of the others stay.
function intentsOf(folded, intents) {
  const boosts = {};
  let rest = folded;
  for (const { phrases, types, drop } of intents) {
    if (!phrases.some((phrase) => placesOf(folded, phrase).length)) continue;
    for (const [type, factor] of Object.entries(types)) boosts[type] = Math.max(boosts[type] ?? 1, factor);
    for (const word of [...drop].sort((a, b) => b.length - a.length)) {
      for (const at of placesOf(rest, word)) rest = rest.slice(0, at) + " ".repeat(word.length) + rest.slice(at + word.length);
    }
  }
  return { rest, boosts };
}

function placesOf(text, phrase) {
  const found = [];
  const latin = /^[\x20-\x7f]+$/.test(phrase);
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
    const joined = latin && (/[a-z0-9]/.test(text[at - 1] ?? "") || /[a-z0-9]/.test(text[at + phrase.length] ?? ""));
    if (!joined) found.push(at);
  }
  return found;
}

function slotsOf(folded, vocabulary, trees, withoutStop) {
  const identity = (character) => character;
  const tokens = analyze(folded, identity).filter((token) => !withoutStop || !vocabulary.stop.has(token.term));
  const known = vocabulary.words(folded, trees);
  const slots = [];
  for (const word of known) {
    const inside = tokens.filter((token) => token.start >= word.start && token.end <= word.end);
    const direct = directTerms(inside, word);
    if (!direct.length) continue;
    slots.push({
      start: word.start,
      end: word.end,
      weight: weightOf(direct.map(([term]) => term)),
      alternatives: [{ terms: direct, factor: 1 }],
      concepts: word.names.map((name) => `=${name}`),
      word: wordOf(folded, inside),
    });
  }
  const free = tokens.filter((token) => !known.some((word) => token.start >= word.start && token.end <= word.end));
  slots.push(...freeSlots(free, known, folded, vocabulary.particles));
  slots.push(...looseSlots(tokens, vocabulary.particles));
  return slots.sort((a, b) => a.start - b.start || a.end - b.end);
}

function weightOf(terms) {
  return terms.some((term) => /[0-9]/.test(term)) ? WEIGHTS.code : 1;
}

function directTerms(inside, word) {
  const pairs = inside.filter((token) => token.kind === PAIR);
  const words = inside.filter((token) => token.kind === WORD);
  const alone = inside.filter((token) => token.kind === SINGLE && word.end - word.start === token.end - token.start);
  return distinct([...pairs, ...words, ...alone]).map((token) => [token.term, 1]);
}

function distinct(tokens) {
  const seen = new Set();
  return tokens.filter((token) => !seen.has(token.term) && seen.add(token.term));
}

function freeSlots(free, known, folded, particles) {
  const slots = [];
  const seen = new Map();
  const add = (key, slot) => {
    if (seen.has(key)) seen.get(key).weight += 0.5 * slot.weight;
    else {
      seen.set(key, slot);
      slots.push(slot);
    }
  };
  for (const token of free) {
    const { term, kind, start, end } = token;
    if (kind === PAIR) {
      const crosses = known.some((word) => word.start < end && start < word.end);
      const light = WEIGHTS.particle[Array.from(term).filter((one) => particles.has(one)).length];
      add(term, { start, end, weight: (crosses ? WEIGHTS.crossing : 1) * light, alternatives: [{ terms: [[term, 1]], factor: 1 }] });
    } else if (kind === SINGLE && !free.some((other) => other.kind === PAIR && other.start <= start && other.end >= end)) {
      if (!known.some((word) => word.start <= start && word.end >= end)) {
        add(term, { start, end, weight: WEIGHTS.single, alternatives: [{ terms: [[term, 1]], factor: 1 }] });
      }
    }
  }
  for (const [start, group] of groupBy(free.filter((token) => token.kind === WORD || token.kind === PART))) {
    const weight = weightOf(group.map(({ term }) => term));
    const alternatives = alternativesOf(group, isJoined(folded.slice(start, group[0].end)));
    add(group[0].term, { start, end: group[0].end, weight, alternatives, word: wordOf(folded, group) });
  }
  return slots;
}

// One word as typed: whole, or by its pieces; of one that is two words (`wi-fi`) both as one are the whole.
function alternativesOf(group, two) {
  const words = group.filter((token) => token.kind === WORD).map((token) => [token.term, 1]);
  const parts = group.filter((token) => token.kind === PART).map((token) => [token.term, 1]);
  const joined = two && words.length === 3; // one that is a stop word is not there
  const found = [{ terms: joined ? words.slice(2) : words, factor: 1 }];
  if (joined) found.push({ terms: words.slice(0, 2), factor: WEIGHTS.parts });
  if (parts.length) found.push({ terms: parts, factor: WEIGHTS.parts / parts.length });
  return found;
}

function groupBy(tokens) {
  const found = new Map();
  for (const token of tokens) found.set(token.start, [...(found.get(token.start) ?? []), token]);
  return found;
}

// The word as typed, when the slot is one word of letters: only such words may be completed or misspelt.
function wordOf(folded, tokens) {
  if (!tokens.length) return "";
  const text = folded.slice(Math.min(...tokens.map((token) => token.start)), Math.max(...tokens.map((token) => token.end)));
  return /^[a-z][a-z0-9]*$/.test(text) ? text : "";
}

function looseSlots(tokens, particles) {
  const singles = distinct(tokens.filter((token) => token.kind === SINGLE && !particles.has(token.term)));
  const paired = singles.filter((one) => tokens.some((token) => token.kind === PAIR && token.start <= one.start && token.end >= one.end));
  return paired.map(({ term, start, end }) => ({
    start,
    end,
    weight: WEIGHTS.loose,
    loose: true,
    alternatives: [{ terms: [[term, 1]], factor: 1 }],
  }));
}
