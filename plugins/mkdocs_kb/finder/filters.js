// What narrows a search: types as chips above the results, the other facets in a panel that opens on demand.

import { make } from "./dom.js";
import { languages, types, words } from "./words.js";

const PANEL = ["service", "owner", "state", "lang"];
/** Values of one facet on the screen; the search itself narrows further. */
const SHOWN = 24;
let isOpen = false;

const NAMES = { type: types, lang: languages };

// Values with their numbers, the most frequent first; a chosen one stays even when nothing is left of it.
const valuesOf = (answer, filters, facet) => {
  const counts = { ...Object.fromEntries((filters[facet] ?? []).map((value) => [value, 0])), ...answer.facets?.[facet] };
  const label = (value) => {
    const given = answer.facetLabels?.[facet]?.[value] ?? value;
    return given === value ? (NAMES[facet]?.[value] ?? value) : given;
  };
  return Object.entries(counts)
    .map(([value, count]) => ({ value, count, label: label(value) }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
};

const chip = (given, label, count) =>
  make("button.kb-chip-button", { type: "button", ...given }, label, count != null && make("small", {}, String(count)));

const chipsOf = (facet, values, filters, choose) =>
  values.map(({ value, count, label }) => {
    const pressed = String(Boolean(filters[facet]?.includes(value)));
    return chip({ "aria-pressed": pressed, "data-key": `${facet}:${value}`, onclick: () => choose(facet, value) }, label, count);
  });

const group = (facet, values, filters, choose) => {
  const shown = values.filter(({ value }, place) => place < SHOWN || filters[facet]?.includes(value));
  const name = words[`facet_${facet}`];
  return make(
    "div.kb-facet",
    { role: "group", "aria-label": name },
    make("span.kb-facet__name", { "aria-hidden": "true" }, name),
    make("div.kb-chips", {}, ...chipsOf(facet, shown, filters, choose)),
  );
};

/** Draws the filters of an answer into `box`. `choose(facet, value)` switches one; without arguments it clears all. */
export const drawFilters = (box, answer, filters, choose) => {
  const again = () => drawFilters(box, answer, filters, choose);
  const toggle = () => {
    isOpen = !isOpen;
    again();
  };
  const focused = box.contains(document.activeElement) && document.activeElement.dataset.key;
  const kinds = valuesOf(answer, filters, "type");
  const others = PANEL.map((facet) => [facet, valuesOf(answer, filters, facet)]).filter(
    ([facet, values]) => values.length > 1 || filters[facet]?.length,
  );
  const chosen = (facets) => facets.reduce((sum, facet) => sum + (filters[facet]?.length ?? 0), 0);
  const row = make("div.kb-chips.kb-chips--row", { role: "group", "aria-label": words.facet_type });
  if (kinds.length > 1 || chosen(["type"])) row.append(...chipsOf("type", kinds, filters, choose));
  const panel = make("div.kb-finder__panel", { id: "kb-finder-panel", hidden: !isOpen });
  panel.append(...others.map(([facet, values]) => group(facet, values, filters, choose)));
  const clear = chosen(Object.keys(filters)) && chip({ "data-key": "clear", onclick: () => choose() }, words.unfilter);
  const expanded = { "aria-expanded": String(isOpen), "aria-controls": "kb-finder-panel", "data-key": "panel", onclick: toggle };
  const opener = others.length && chip(expanded, words.filters, chosen(PANEL) || null);
  box.replaceChildren(make("div.kb-finder__tools", {}, row, clear || "", opener || ""), panel);
  box.hidden = !row.children.length && !others.length;
  if (focused) (box.querySelector(`[data-key="${CSS.escape(focused)}"]`) ?? box.querySelector("button"))?.focus();
};
