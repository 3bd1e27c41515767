// How a result looks: one card per type, with what decides whether this is the page that is wanted.

import { fill, make, marked } from "./dom.js";
import { root } from "./engine.js";
import { languages, said, types, words } from "./words.js";

const search = window.kbSearch;

// Where the found words stand in a text that the engine has not marked.
const placesOf = (text, terms = []) => {
  const lower = text.toLowerCase();
  const found = [];
  for (const term of terms.map((one) => one.toLowerCase()).filter(Boolean)) {
    for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + term.length)) found.push([at, at + term.length]);
  }
  return lower.length === text.length ? found.sort((a, b) => a[0] - b[0] || b[1] - a[1]) : [];
};

const age = (day) => {
  const days = Math.round((Date.parse(day) - Date.parse(said.asOf)) / 864e5);
  if (Number.isNaN(days)) return "";
  const [length, unit] = [[365, "year"], [30, "month"], [7, "week"]].find(([least]) => Math.abs(days) >= least * 2) ?? [1, "day"];
  return new Intl.RelativeTimeFormat(said.lang, { numeric: "auto" }).format(Math.round(days / length), unit);
};

const state = (code, label) => label && make(code ? `span.kb-state.kb-is-${code}` : "span", {}, label);

const text = (value) => (Array.isArray(value) ? value.join(said.lang === "zh" ? "、" : ", ") : String(value ?? ""));

const fact = (value, template = "{value}") => text(value) && make("span", {}, fill(template, { value: text(value) }));

const FACTS = {
  "known-error": (card) => [
    state(card.state, card.stateLabel),
    state(card.resolution, card.resolutionLabel),
    card.workaroundSince && fact(age(card.workaroundSince), words.workaround_age),
    fact(card.services),
  ],
  role: (card) => [fact(card.kindLabel), fact(card.holders, words.held_by) || make("span.kb-state.kb-is-bad", {}, words.vacant)],
  process: (card) => [fact(card.owner, words.owned_by)],
  service: (card) => [fact(card.owner, words.owned_by), fact(card.criticality, words.criticality)],
  person: (card) => [fact(card.roles, words.roles)],
};

// Below the title: what the record says of itself, and the place that was found; a text that is both stands there once.
const HEAD = 20;
const lines = (hit, card) => {
  const own = text(card.symptom || card.definition || card.summary);
  const quoted = hit.snippet ?? "";
  const bare = quoted.replace(/^…|…$/g, "");
  const isSame = own.includes(bare.slice(0, HEAD)) || bare.includes(own.slice(0, HEAD));
  const isFound = hit.marks?.length > 0 || !own;
  const found = [];
  if (own && !(isSame && isFound && bare.length > own.length)) {
    found.push(make(`span.kb-hit__own${card.symptom ? ".kb-hit__symptom" : ""}`, {}, marked(own, placesOf(own, hit.terms))));
  }
  if (quoted && isFound && !(isSame && found.length)) {
    found.push(make("span.kb-hit__text", {}, hit.section && make("b", {}, hit.section), marked(quoted, hit.marks)));
  } else if (hit.section) {
    found.push(make("span.kb-hit__text", {}, fill(words.section, { section: hit.section })));
  }
  return found;
};

/** An address below `from` as a page can open it: files have no folders that open by themselves. */
export const openable = (address, from) => {
  const goal = new URL(address, from);
  const isOffline = search.local || document.documentElement.hasAttribute("data-kb-offline");
  if (isOffline && goal.pathname.endsWith("/")) goal.pathname += "index.html";
  return goal;
};

/** Adds the words to an address that the page there is to mark, where nothing else can tell it. */
export const withMarks = (address, terms) => {
  for (const word of (terms ?? []).slice(0, 8)) address.searchParams.append("hl", word);
  return address;
};

/** A hit as a link. */
export const cardOf = (hit, given = {}) => {
  const address = openable(hit.url, root);
  if (search.local) withMarks(address, hit.terms);
  const card = hit.card ?? {};
  const isOther = hit.lang && hit.lang !== said.lang;
  const link = make(
    "a.kb-hit",
    { href: address.href, ...given },
    make(
      "span.kb-hit__facts",
      {},
      make("span.kb-hit__type", {}, types[hit.type] ?? hit.type),
      ...(FACTS[hit.type]?.(card) ?? []),
      isOther && fact(languages[hit.lang] ?? hit.lang, words.other_language),
    ),
    make("span.kb-hit__title", { lang: isOther && hit.lang }, marked(hit.title, hit.titleMarks)),
    ...lines(hit, card),
  );
  link.kbTerms = hit.terms ?? [];
  return link;
};
