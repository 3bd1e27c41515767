// Where the reader is: the search in the address, so that links and Back lead to it, and what this tab remembers.

const search = window.kbSearch;

const onlyOf = (filters) =>
  Object.entries(filters).flatMap(([name, values]) => values.map((value) => `${name}:${value}`)).join(",");

/** `type:term,service:mail` -> {type: ["term"], service: ["mail"]} */
export const filtersOf = (only) => {
  const found = {};
  for (const part of (only ?? "").split(",")) {
    const at = part.indexOf(":");
    if (at > 0 && part.length > at + 1) (found[part.slice(0, at)] ??= []).push(part.slice(at + 1));
  }
  return found;
};

/** Puts a search into the address and the history; takes it out of both when there is none. */
export const keepPlace = (query, filters, shown, top) => {
  const address = new URL(location.href);
  const only = query ? onlyOf(filters) : "";
  for (const [name, value] of [["q", query], ["only", only]]) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  const { kbSearch, ...others } = history.state ?? {};
  try {
    // pages from files may not change their address, but they may keep a state
    history.replaceState(query ? { ...others, kbSearch: { query, only, shown, top } } : others, "", search.local ? undefined : address);
  } catch {
    /* browsers refuse too many changes in a short time; the next one will do */
  }
};

const RECENT = "kb-recent";

const write = (name, value) => {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    /* no storage: nothing is kept */
  }
};

/** What was searched in this tab, the last first. */
export const recentQueries = () => {
  try {
    const found = JSON.parse(sessionStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
};

export const keepQuery = (query) => write(RECENT, [query, ...recentQueries().filter((one) => one !== query)].slice(0, 5));

/** Leaves words behind for the page that a result leads to. */
export const leaveMarks = (address, terms) => write("kb-marks", { path: address.pathname, words: terms });
