// The engine and its index, opened when somebody searches: as a module, or as scripts where pages come from files.

import { said } from "./words.js";

const search = window.kbSearch;
/** Root of the site: results and the index are addressed from there. The edition may lie below it. */
export const root = new URL(document.getElementById("kb-finder").dataset.root || ".", new URL("../../", search.folder));

const MISSING = {
  problems: ["index-missing"],
  search: async (query) => ({ query, total: 0, hits: [], problems: ["index-missing"] }),
  similar: async () => [],
};

/** Reads files of the index as scripts, each of which calls `kbShard(name, base64)`. */
const fromScripts = (base) => {
  const waiting = new Map();
  window.kbShard = (name, text) => waiting.get(name)?.(text);
  return (address) =>
    new Promise((resolve) => {
      waiting.set(address.slice(base.length), (text) => {
        const data = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
        resolve({ ok: true, status: 200, arrayBuffer: async () => data.buffer });
      });
      const missing = () => resolve({ ok: false, status: 404 });
      search.script(`${address}.js`).then(missing, missing);
    });
};

const open = async () => {
  const home = new URL("assets/search/", root);
  const base = new URL("index/", home).href;
  const given = { lang: said.lang };
  if (!search.local) {
    const engine = await search.load(new URL("engine.js", home));
    return engine.openIndex((address) => fetch(address), base, given);
  }
  await search.script(new URL("engine.classic.js", home));
  return window.kbSearchEngine.openIndex(fromScripts(base), base, given);
};

let opening = null;

/** The index. Never fails: one that cannot be opened answers with a problem, and the next question tries again. */
export const openedIndex = async () => {
  opening ??= open().catch(() => MISSING);
  const mine = opening;
  const index = await mine;
  if (index.problems.length && opening === mine) opening = null;
  return index;
};

/** Numbers beside a chosen facet are those that the other filters leave, so that a second value can be added to it. */
const countAside = async (index, query, options, found) => {
  const facets = { ...found.facets };
  for (const name of Object.keys(options.filters)) {
    const filters = { ...options.filters, [name]: [] };
    facets[name] = (await index.search(query, { ...options, limit: 0, filters })).facets?.[name] ?? facets[name];
  }
  return { ...found, facets };
};

/** An answer of the engine. Never fails. */
export const answerTo = async (query, options) => {
  try {
    const index = await openedIndex();
    const given = { lang: said.lang, ...options };
    return await countAside(index, query, given, await index.search(query, given));
  } catch {
    return MISSING.search(query);
  }
};
