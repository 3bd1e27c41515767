// Which words of a shown text were asked for, and which piece of a long text to show.

import { analyze, PART, SINGLE } from "./analyzer.js";

/** Half-open ranges of UTF-16 units in `text` that hold a wanted term or phrase, merged and sorted. */
export function marksIn(text, wanted, foldOne) {
  const ranges = [];
  for (const { term, kind, start, end } of analyze(text, foldOne)) {
    if (wanted.terms.has(term) && (kind !== SINGLE || wanted.singles.has(term)) && kind !== PART) ranges.push([start, end]);
  }
  return merged([...ranges, ...phrasesIn(text, wanted.phrases)]);
}

function phrasesIn(text, phrases) {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [];
  const found = [];
  for (const phrase of phrases) {
    for (let at = lower.indexOf(phrase); at >= 0; at = lower.indexOf(phrase, at + phrase.length)) {
      const latin = /^[a-z0-9]/.test(phrase) && /[a-z0-9]/.test(lower[at - 1] ?? "");
      if (!latin) found.push([at, at + phrase.length]);
    }
  }
  return found;
}

function merged(ranges) {
  const found = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = found[found.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

/** The stretch of a text that holds most of the marks: {snippet, marks}. */
export function excerpt(text, marks, size) {
  if (text.length <= size) return { snippet: text, marks };
  let best = 0;
  let most = -1;
  for (const [start] of marks.length ? marks : [[0, 0]]) {
    const from = start < size * 0.75 ? 0 : start - Math.floor(size / 4);
    const covered = marks.reduce((sum, [a, b]) => sum + (a >= from && b <= from + size ? b - a : 0), 0);
    if (covered > most) {
      most = covered;
      best = from;
    }
  }
  let from = Math.min(best, text.length - size);
  const gap = from > 0 ? text.slice(from, from + 12).search(/[\s，。；、,.;]/) : -1;
  if (gap >= 0) from += gap + 1;
  if (isLow(text, from)) from++;
  let to = Math.min(text.length, from + size);
  if (isLow(text, to)) to--;
  const lead = from > 0 ? "…" : "";
  const shift = lead.length - from;
  return {
    snippet: lead + text.slice(from, to) + (to < text.length ? "…" : ""),
    marks: marks.filter(([a, b]) => a >= from && b <= to).map(([a, b]) => [a + shift, b + shift]),
  };
}

function isLow(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** What to look for in shown texts: the terms of a plan that some page has, and the synonyms of its words. */
export function wantedOf(slots, synonyms, found) {
  const terms = new Set();
  const singles = new Set();
  const phrases = new Set();
  for (const slot of slots) {
    if (slot.loose) continue;
    for (const { terms: listed } of slot.alternatives) {
      for (const [term] of listed) if (found(term)) terms.add(term);
    }
    if (slot.alternatives[0].terms.length === 1) singles.add(slot.alternatives[0].terms[0][0]);
    for (const name of slot.concepts ?? []) for (const word of synonyms.get(name) ?? []) phrases.add(word.toLowerCase());
  }
  return { terms, singles, phrases };
}
