// From text to terms: the twin of kb_tools/search/analyzer.py. No DOM, no globals. Folding, terms and kinds must be the
// same in both; here each term also knows where it stands in the text, for highlighting.

const CJK = "\\u3005\\u3007\\u3041-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\u{20000}-\\u{3134f}";
const LETTERS =
  "a-z0-9\\u00df-\\u00f6\\u00f8-\\u024f\\u03ac-\\u03ff\\u0430-\\u052f\\u0561-\\u0587\\u05d0-\\u05ea\\u0621-\\u064a\\u0e01-\\u0e4e";
const TOKEN = new RegExp(`([${CJK}]+)|[${LETTERS}]+(?:[-._/:@'\\u2019+#][${LETTERS}]+)*`, "gu");
const HEX = /^(?:0x)?[0-9a-f]{6,}$/;
const LONGEST = 40;
const PREFIX = 3;

export const PAIR = "pair";
export const SINGLE = "single";
export const WORD = "word";
export const PART = "part";

/** A folding function; `simplified` maps Traditional characters, as far as they are known. */
export function makeFold(simplified) {
  const known = new Map();
  return (character) => {
    let plain = known.get(character);
    if (plain === undefined) {
      plain = character.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
      plain = plain.replace(/\u0307/g, "").replace(/ς/g, "σ");
      plain = Array.from(plain, (one) => simplified.get(one) ?? one).join("");
      known.set(character, plain);
    }
    return plain;
  };
}

/** Pairs of characters in turn, Traditional and Simplified, as a map. */
export function tableOf(pairs) {
  const characters = Array.from(pairs);
  const table = new Map();
  for (let i = 0; i + 1 < characters.length; i += 2) table.set(characters[i], characters[i + 1]);
  return table;
}

/** Folded text, and for each of its UTF-16 units the place in the given text that it came from. */
export function foldWithPlaces(text, foldOne) {
  let folded = "";
  const places = [];
  let at = 0;
  for (const character of text) {
    const plain = foldOne(character);
    for (let i = 0; i < plain.length; i++) places.push(at);
    folded += plain;
    at += character.length;
  }
  places.push(at);
  return { folded, places };
}

/** Terms in order: {term, kind, start, end}, with places in the text as given. Han: pairs, then single characters. */
export function analyze(text, foldOne) {
  const { folded, places } = foldWithPlaces(text, foldOne);
  const found = [];
  for (const match of folded.matchAll(TOKEN)) {
    const from = match.index;
    if (match[1]) {
      const han = Array.from(match[1]);
      const starts = [from];
      for (const one of han) starts.push(starts[starts.length - 1] + one.length);
      const push = (first, length, kind) =>
        found.push({
          term: han.slice(first, first + length).join(""),
          kind,
          start: places[starts[first]],
          end: endOf(places, starts[first + length], text),
        });
      for (let i = 0; i + 1 < han.length; i++) push(i, 2, PAIR);
      for (let i = 0; i < han.length; i++) push(i, 1, SINGLE);
    } else {
      const start = places[from];
      const end = endOf(places, from + match[0].length, text);
      for (const [term, kind] of wordTerms(match[0])) found.push({ term, kind, start, end });
    }
  }
  return found;
}

// The end of a character that folded to several letters is the start of the next one.
function endOf(places, index, text) {
  const last = places[index - 1];
  let end = places[index];
  if (end <= last) end = last + (text.codePointAt(last) > 0xffff ? 2 : 1);
  return end;
}

/** Runs of Han and words of a folded text: [whether Han, text, index]. */
export function runs(folded) {
  return Array.from(folded.matchAll(TOKEN), (match) => [Boolean(match[1]), match[0], match.index]);
}

/** Terms of one folded word with its hyphens, dots and apostrophes: [term, kind]. */
export function wordTerms(raw) {
  const { word, pieces } = piecesOf(raw);
  let found;
  if (pieces.length === 1) {
    found = plain(pieces[0]);
  } else if (/[0-9]/.test(word)) {
    found = code(word, pieces);
  } else {
    found = pieces.filter((piece) => length(piece) > 1).map((piece) => [stem(piece), WORD]);
    if (areJoined({ word, pieces })) found.push([stem(pieces.join("")), WORD]);
  }
  return distinct(found);
}

/** Whether the terms of a folded word are its two pieces and, last, both as one: `wi-fi`, not `man-in-black`. */
export function isJoined(raw) {
  return areJoined(piecesOf(raw));
}

function areJoined({ word, pieces }) {
  return pieces.length === 2 && Math.min(...pieces.map(length)) <= PREFIX && !/[0-9]/.test(word);
}

// A word without apostrophes, cut where it is too long, and what its hyphens and dots part.
function piecesOf(raw) {
  let word = raw.replace(/\u2019/g, "'");
  if (word.endsWith("'s")) word = word.slice(0, -2);
  word = Array.from(word.replace(/'/g, "")).slice(0, LONGEST).join("");
  return { word, pieces: word.split(/[-._/:@+#]/).filter(Boolean) };
}

function length(text) {
  return Array.from(text).length;
}

function distinct(found) {
  const seen = new Set();
  return found.filter(([term]) => !seen.has(term) && seen.add(term));
}

function plain(piece) {
  if (!/[0-9]/.test(piece)) return [[stem(piece), WORD]];
  return [[piece, WORD], ...(HEX.test(piece) ? [] : parts(piece))];
}

function code(word, pieces) {
  const whole = word.replace(/[-_]/g, "").replace(/^[./:@+#]+|[./:@+#]+$/g, "");
  let found = [[whole, WORD]];
  if (pieces.length > 2 && pieces.every((piece) => /^[0-9]+$/.test(piece)) && word.includes(".")) {
    found.push([pieces.slice(0, 2).join("."), PART]);
  }
  for (const piece of pieces) found = found.concat(parts(piece));
  return found;
}

function parts(piece) {
  const found = [];
  for (const run of [piece, ...(piece.match(/[0-9]+|[^0-9]+/g) ?? [])]) {
    if (/^[0-9]/.test(run)) {
      if (length(run) > 1) found.push([run, PART]);
      const bare = run.replace(/^0+/, "");
      if (/^[0-9]+$/.test(run) && bare && bare !== run) found.push([bare, PART]);
    } else if (length(run) > 1) {
      found.push([/[0-9]/.test(run) ? run : stem(run), PART]);
    }
  }
  return found;
}

/** The light stemmer: twin of kb_tools/search/stem.py. */
export function stem(given) {
  let word = given;
  // eslint-disable-next-line no-control-regex
  if (word.length < 4 || !/^[\x00-\x7f]*$/.test(word)) return word;
  word = singular(word);
  for (const [ending, shortest] of [["ing", 6], ["ed", 5]]) {
    if (/eed$/.test(word) && !/(?:greed|teed)$/.test(word)) break; // exceed, speed: the ending belongs to the word
    if (word.endsWith(ending) && word.length >= shortest && /[aeiouy]/.test(word.slice(0, -ending.length))) {
      const bare = word.slice(0, -ending.length);
      const last = bare[bare.length - 1];
      const doubled = last === bare[bare.length - 2] && !"lsz".includes(last);
      return doubled && bare.length > 3 ? bare.slice(0, -1) : withoutE(bare);
    }
  }
  return withoutE(word);
}

function singular(word) {
  if (word.endsWith("ies") && word.length > 4) return word.slice(0, -3) + "y";
  if (/(?:sses|xes|zes|ches|shes)$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

function withoutE(word) {
  return word.length > 4 && word.endsWith("e") ? word.slice(0, -1) : word;
}
