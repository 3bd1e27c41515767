// The search's inside: what was found, what was not, and where to go instead. Draws; asks nothing.

import { cardOf } from "./cards.js";
import { copyButton, fill, make } from "./dom.js";
import { drawFilters } from "./filters.js";
import { gapBox, linkList } from "./gap.js";
import { recentQueries } from "./place.js";
import { words } from "./words.js";

const PAGE = 10;
const button = (what, label, onclick) => make(what, { type: "button", onclick }, label);

/** Draws answers into the dialog. `acts`: what its buttons do: choose(facet, value), take(query), more(). */
export class Results {
  constructor(body, acts) {
    this.acts = acts;
    this.live = make("p.kb-hidden", { role: "status", "aria-live": "polite" });
    this.filters = make("div.kb-finder__filters", { hidden: true });
    this.notices = make("div.kb-finder__notices");
    this.list = make("div.kb-finder__list", { id: "kb-finder-list", role: "listbox", "aria-label": words.results, hidden: true });
    this.after = make("div.kb-finder__after");
    this.scroll = make("div.kb-finder__scroll", {}, this.notices, this.list, this.after);
    this.copyLink = copyButton(() => location.href, words.copy_link);
    body.replaceChildren(this.live, this.filters, this.scroll, this.foot());
  }

  foot() {
    const key = (name, text) => make("span", {}, make("kbd", {}, name), ` ${text}`);
    const keys = [key("↑↓", words.hint_move), key("Enter", words.hint_open), key("Esc", words.hint_close)];
    const hints = make("span.kb-finder__keys", { "aria-hidden": "true" }, ...keys);
    return make("div.kb-finder__foot", {}, hints, make("span.kb-finder__private", {}, words.private), this.copyLink);
  }

  get options() {
    return [...this.list.children];
  }

  get more() {
    return this.after.querySelector(".kb-finder__more");
  }

  /** Nothing was asked yet. */
  idle() {
    const again = recentQueries().map((query) => make("li", {}, button("button.kb-chip-button", query, () => this.acts.take(query))));
    const label = (text) => make("p.kb-finder__label", {}, text);
    this.filters.hidden = this.list.hidden = this.copyLink.hidden = true;
    this.list.replaceChildren();
    this.after.replaceChildren();
    this.notices.replaceChildren(make("p.kb-finder__note", {}, words.intro));
    if (again.length) this.notices.append(label(words.recent), make("ul.kb-chips", {}, ...again));
    this.notices.append(label(words.elsewhere), linkList());
  }

  /** An answer; `asked` and `filters` are what it answers. */
  show(answer, asked, filters) {
    const problem = answer.problems.find((code) => code !== "partial") ?? answer.problems[0];
    // nothing to show of an index that was not read whole is no proof that there is nothing
    const isBroken = problem && (problem !== "partial" || !answer.hits[0]);
    const isFiltered = Object.keys(filters).length > 0;
    this.list.replaceChildren();
    this.after.replaceChildren();
    this.notices.replaceChildren();
    if (problem) this.notices.append(this.problem(problem));
    if (answer.suggestion && answer.suggestion !== asked) this.notices.append(this.suggestion(answer.suggestion));
    if (!isBroken) this.notices.append(make("p.kb-finder__count", {}, this.count(answer)));
    drawFilters(this.filters, answer, filters, this.acts.choose);
    this.add(answer.hits);
    if (answer.hits[0]) this.drawAfter(answer);
    else if (!isBroken) this.nothing(answer, isFiltered);
    this.list.hidden = !this.options.length;
    this.copyLink.hidden = window.kbSearch.local;
    const first = answer.hits[0] ? ` ${fill(words.first, { title: answer.hits[0].title })}` : "";
    this.tell(isBroken ? words[`problem_${problem}`] : this.count(answer) + first);
  }

  add(hits) {
    const before = this.list.children.length;
    this.list.append(...hits.map((hit, place) => cardOf(hit, { id: `kb-hit-${before + place}`, role: "option", "aria-selected": "false" })));
  }

  drawAfter(answer) {
    const left = answer.total - answer.hits.length;
    const more = button("button.kb-finder__more", fill(words.more, { count: Math.min(left, PAGE) }), this.acts.more);
    more.append(make("small", {}, fill(words.left, { count: left })));
    const gap = gapBox(answer.query, "");
    const fold = gap && make("details.kb-finder__fold", {}, make("summary", {}, words.not_it), gap);
    this.after.replaceChildren(left > 0 ? more : "", fold);
  }

  nothing(answer, isFiltered) {
    if (isFiltered) {
      this.notices.append(make("p", {}, words.filter_none, " ", button("button.kb-button", words.unfilter, () => this.acts.choose())));
      return;
    }
    const close = answer.nearest ?? [];
    if (close.length) this.notices.append(make("p.kb-finder__label", {}, words.nearest));
    this.add(close);
    this.after.append(gapBox(answer.query, fill(words.gap_title, { query: answer.query })));
  }

  problem(code) {
    const text = make("p", {}, words[`problem_${code}`] ?? words.problem_partial);
    const reload = button("button.kb-button", words.reload, () => location.reload());
    return make("div.kb-finder__problem", {}, text, code !== "partial" && linkList(), reload);
  }

  suggestion(query) {
    return make("p.kb-finder__meant", {}, `${words.suggestion} `, button("button", query, () => this.acts.take(query)));
  }

  count({ total, query }) {
    const sentence = total > 1 ? "count_many" : total ? "count_one" : "count_none";
    return fill(words[sentence], { count: total, query });
  }

  /** Says it to readers who listen, once typing has stopped for a moment. */
  tell(text) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => { this.live.textContent = text; }, 600);
  }
}
