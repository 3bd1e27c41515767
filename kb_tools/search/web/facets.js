// Facets: which documents have which type, service, owner, state or language.

/** Facet file -> {values: value -> documents, labels}. */
export function readFacet({ documents, labels }) {
  const values = new Map();
  for (const value of Object.keys(documents).sort()) {
    let document = -1;
    values.set(value, documents[value].map((gap) => (document += gap)));
  }
  return { values, labels };
}

/** Documents that pass all chosen filters, as a table of 0 and 1; null when nothing is chosen. */
export function filterOf(facets, filters, count) {
  const chosen = Object.entries(filters).filter(([name, values]) => values?.length && facets[name]);
  if (!chosen.length) return null;
  const passed = new Uint8Array(count);
  for (const [name, values] of chosen) {
    const here = new Uint8Array(count);
    for (const value of values) for (const document of facets[name].values.get(value) ?? []) here[document] = 1;
    for (let i = 0; i < count; i++) passed[i] += here[i];
  }
  return passed.map((number) => Number(number === chosen.length));
}

/** Document -> factor, for questions that ask for a certain type of page. */
export function raisedBy(boosts, facets) {
  if (!Object.keys(boosts).length || !facets.type) return null;
  const found = new Map();
  for (const [type, factor] of Object.entries(boosts)) {
    for (const document of facets.type.values.get(type) ?? []) found.set(document, factor);
  }
  return found;
}

/** Facet -> value -> how many of the results have it. */
export function countFacets(facets, ranked) {
  const hits = new Set(ranked.map(({ document }) => document));
  const found = {};
  for (const [name, { values }] of Object.entries(facets)) {
    const counts = {};
    for (const [value, documents] of values) {
      const number = documents.reduce((sum, document) => sum + (hits.has(document) ? 1 : 0), 0);
      if (number) counts[value] = number;
    }
    found[name] = counts;
  }
  return found;
}

/** Facet -> value -> what readers see. */
export function labelsOf(facets, lang) {
  return Object.fromEntries(Object.entries(facets).map(([name, { labels }]) => [name, labels?.[lang] ?? {}]));
}
