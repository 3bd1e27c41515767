// The search: from what is typed, to results, to a place to come back to.

import { withMarks } from "./cards.js";
import { answerTo, openedIndex } from "./engine.js";
import { filtersOf, keepPlace, keepQuery, leaveMarks } from "./place.js";
import { Results } from "./results.js";
import { showSimilar } from "./similar.js";

const search = window.kbSearch;
const dialog = document.getElementById("kb-finder");
const input = dialog.querySelector(".kb-finder__input");
const clear = dialog.querySelector(".kb-finder__clear");
const PAGE = 10;
const PAUSE = 80;

let now = { query: "", filters: {} };
let answer = null;
let active = -1;
let turn = 0;
let timer = 0;
let isPrefix = false;
let isComposing = false;

const place = () => keepPlace(dialog.open ? now.query.trim() : "", now.filters, answer?.hits.length ?? 0, results.scroll.scrollTop);

// -- asking: only the last question is answered ---------------------------------------------------------------------

const settle = () => {
  active = -1;
  dialog.removeAttribute("data-busy");
  input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-expanded", String(!results.list.hidden));
  results.list.firstElementChild?.classList.add("kb-hit--first");
  place();
};

const ask = async ({ prefix = false, limit = PAGE, top = 0 } = {}) => {
  const mine = ++turn;
  isPrefix = prefix;
  clearTimeout(timer);
  if (!now.query.trim()) {
    answer = null;
    results.idle();
    settle();
    return;
  }
  const slow = setTimeout(() => mine === turn && dialog.setAttribute("data-busy", ""), 200);
  const found = await answerTo(now.query, { limit, prefix, filters: now.filters });
  clearTimeout(slow);
  if (mine !== turn) return;
  // a link or a way back may lead to a word that was never typed to its end
  if (!prefix && !found.total) return ask({ prefix: true, limit, top });
  answer = found;
  results.show(answer, now.query.trim(), now.filters);
  results.scroll.scrollTop = top;
  settle();
};

const more = async () => {
  const first = answer.hits.length;
  input.focus({ preventScroll: true });
  await ask({ prefix: isPrefix, limit: first + PAGE, top: results.scroll.scrollTop });
  if (answer?.hits.length > first) point(first, true);
};

const choose = (facet, value) => {
  const { [facet]: before = [], ...others } = facet ? now.filters : {};
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  now.filters = facet && after.length ? { ...others, [facet]: after } : others;
  ask();
};

const take = (query) => {
  input.value = query;
  clear.hidden = !query;
  now = { query, filters: {} };
  input.focus();
  ask();
};

const results = new Results(dialog.querySelector(".kb-finder__body"), { choose, take, more });

// -- the reader's hands ---------------------------------------------------------------------------------------------

const point = (to, isKeyboard) => {
  const all = results.options;
  all[active]?.setAttribute("aria-selected", "false");
  active = Math.max(-1, Math.min(to, all.length - 1));
  all[0]?.classList.toggle("kb-hit--first", active < 0);
  if (active < 0) {
    input.removeAttribute("aria-activedescendant");
    results.scroll.scrollTop = 0;
    return;
  }
  all[active].setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", all[active].id);
  if (isKeyboard) all[active].scrollIntoView({ block: "nearest" });
};

const move = (by) => {
  const last = results.options.length - 1;
  if (by > 0 && active === last && results.more) more();
  else point(by > 0 ? Math.min(active + by, last) : Math.max(active + by, by < -1 ? 0 : -1), true);
  input.focus({ preventScroll: true });
};

const enter = ({ ctrlKey, metaKey, shiftKey }) => {
  const isCurrent = answer && input.value === now.query && answer.query === now.query;
  const link = isCurrent && results.options[Math.max(active, 0)];
  const click = { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey };
  if (link) link.dispatchEvent(new MouseEvent("click", click));
  else {
    now.query = input.value;
    ask();
  }
};

const actionOf = (event) => {
  const { key, target } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  if ((isCommand && key.toLowerCase() === "k") || (key === "/" && target !== input)) return () => input.select();
  if (event.altKey || (target !== input && !results.list.contains(target))) return null;
  if (key === "Enter" && target === input) return () => enter(event);
  if ((key === "Home" || key === "End") && (active >= 0 || isCommand)) {
    return () => point(key === "Home" ? 0 : results.options.length - 1, true);
  }
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
  return key in steps && results.options.length ? () => move(steps[key]) : null;
};

const onKey = (event) => {
  // the frame has keys of its own, such as `n` for the next page
  event.stopPropagation();
  if (event.isComposing || event.keyCode === 229) return;
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  action();
};

const onChosen = (event) => {
  const link = event.target.closest("a.kb-hit");
  if (!link || event.button > 1) return;
  place();
  keepQuery(now.query.trim());
  const address = new URL(link.href);
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1;
  if (!isElsewhere) leaveMarks(address, link.kbTerms);
  else if (!address.searchParams.has("hl")) link.href = withMarks(address, link.kbTerms).href;
  if (!isElsewhere && address.pathname === location.pathname && address.search === location.search) dialog.close();
};

const onInput = () => {
  clear.hidden = !input.value;
  // half a word of an input method is not a question
  if (isComposing) return;
  clearTimeout(timer);
  now = { query: input.value, filters: input.value.trim() ? now.filters : {} };
  timer = setTimeout(() => ask({ prefix: true }), now.query.trim() ? PAUSE : 0);
};

/** Shows the search; `given` is one to take up again. */
const show = (given) => {
  openedIndex();
  if (given) {
    input.value = given.query;
    clear.hidden = !given.query;
    now = { query: given.query, filters: filtersOf(given.only) };
    ask({ limit: Math.min(100, Math.max(PAGE, given.shown ?? 0)), top: given.top ?? 0 });
  } else if (input.value !== now.query) onInput();
  else if (answer) {
    input.select();
    place();
  } else ask();
};

dialog.addEventListener("keydown", onKey);
dialog.addEventListener("close", place);
input.addEventListener("input", onInput);
input.addEventListener("compositionstart", () => { isComposing = true; });
input.addEventListener("compositionend", () => { isComposing = false; onInput(); });
clear.addEventListener("click", () => take(""));
results.list.addEventListener("focusin", (event) => point(results.options.indexOf(event.target.closest("a"))));
results.list.addEventListener("click", onChosen);
results.list.addEventListener("auxclick", onChosen);
results.scroll.addEventListener("touchmove", () => input.blur(), { passive: true });
Object.assign(search, { show, similar: showSimilar });
