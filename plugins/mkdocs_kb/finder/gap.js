// When the handbook has no answer: how a reader says so, and how whoever writes pages begins one. And where else to look.

import { openable } from "./cards.js";
import { copyButton, fill, make } from "./dom.js";
import { said, words } from "./words.js";

const reportAddress = (query) => {
  const { href, subject, body } = said.report;
  if (!subject) return href;
  const values = [[subject, fill(words.gap_subject, { query })], [body, fill(words.gap_body, { query })]];
  return `${href}?${values.map((pair) => pair.map(encodeURIComponent).join("=")).join("&")}`;
};

// A line for any shell: what one of them would read as more than text is left out of the query.
const draftCommand = (query) => {
  const plain = query.replace(/["“”„`$\\!%^[\]{},#\p{Cc}]/gu, " ").replace(/['‘‚‛]/g, "’").replace(/\s+/g, " ").trim();
  return `kb new known-error --set "symptoms=['${plain.slice(0, 120).trim()}']"`;
};

/** How to report that `query` finds nothing; empty where there is nobody to tell. */
export const gapBox = (query, title) => {
  const href = reportAddress(query);
  const command = said.draft && draftCommand(query);
  if (!href && !command) return "";
  return make(
    "div.kb-gap",
    {},
    title && make("h2", {}, title),
    make("p", {}, words.gap_text),
    href && make("p", {}, make("a.kb-gap__report", { href, target: "_blank", rel: "noopener" }, words.gap_report)),
    command && make("p.kb-gap__hint", {}, words.gap_command),
    command && make("div.kb-gap__command", {}, make("code", {}, command), copyButton(() => command)),
  );
};

/** Pages to go to without a search. */
export const linkList = () => {
  const edition = new URL("../../", window.kbSearch.folder);
  const link = ([title, address]) => make("li", {}, make("a", { href: openable(address, edition).href }, title));
  return make("ul.kb-finder__links", {}, ...said.links.map(link));
};
