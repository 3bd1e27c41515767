// Stands in for the search engine where a test is about the interface: what a query finds is written here.

const hit = (id, type, title, card = {}, more = {}) => ({
  id,
  type,
  score: 1,
  url: "known-errors/ke-0002/",
  lang: "zh",
  title,
  titleMarks: [],
  section: "",
  snippet: "",
  marks: [],
  terms: [],
  card,
  ...more,
});

const MANY = Array.from({ length: 23 }, (_, place) =>
  hit(`ke-${place}`, place % 2 ? "term" : "known-error", `Result ${place + 1}`, { summary: `Summary ${place + 1}` }),
);

const CARDS = [
  hit("ke", "known-error", "Error", {
    symptom: "It spins",
    state: "validated",
    stateLabel: "Validated",
    resolutionLabel: "Workaround available",
    workaroundSince: "2026-11-01",
    services: "Mail",
  }),
  hit("held", "role", "Held role", { holders: "Ann, Bob", kindLabel: "Manager" }),
  hit("vacant", "role", "Vacant role", { holders: "", kindLabel: "Manager" }),
  hit("process", "process", "Process", { owner: "Ann" }),
  hit("service", "service", "Service", { owner: "Bob", criticality: "4" }),
  hit("term", "term", "Term", { definition: "What it means." }),
  hit("other", "procedure", "Steps", { summary: "What it does." }, { section: "Part", snippet: "found here", marks: [[0, 5]] }),
  hit("foreign", "article", "Only there", {}, { lang: "en" }),
];

const EVIL = hit("evil", "known-error", "<img src=x onerror=alert(1)>", { symptom: "<b>bold</b>" }, {
  titleMarks: [[0, 4], [2, 3], [9, 99]],
  snippet: "<script>alert(2)</script>",
  marks: [[0, 8]],
});

const FOUND = { many: MANY, cards: CARDS, evil: [EVIL], slow: [hit("slow", "term", "Slow answer")], fast: [hit("fast", "term", "Fast answer")] };

const count = (hits, filters) => {
  const left = hits.filter((one) => !filters.type?.length || filters.type.includes(one.type));
  const types = {};
  for (const one of left) types[one.type] = (types[one.type] ?? 0) + 1;
  return [left, { type: types, service: { mail: left.length, erp: 1 }, owner: {}, state: {}, lang: { zh: left.length } }];
};

export async function openIndex(fetchFn, baseUrl, options) {
  globalThis.asked = [];
  return {
    problems: [],
    async search(query, { limit = 10, offset = 0, filters = {}, prefix = false } = {}) {
      globalThis.asked.push({ query, limit, filters, prefix });
      if (query === "slow") await new Promise((done) => setTimeout(done, 700));
      if (query === "fails") throw new Error("the engine broke its word");
      const [hits, facets] = count(FOUND[query] ?? [], filters);
      return {
        query,
        total: hits.length,
        hits: hits.slice(offset, offset + limit),
        facets: hits.length ? facets : {},
        facetLabels: { type: { "known-error": "Known errors", term: "Terms" }, service: { mail: "Mail" } },
        suggestion: query === "manny" ? "many" : "",
        nearest: query === "near" ? [hit("near", "term", "Near by")] : [],
        problems: query === "partial" ? ["partial"] : query === "outdated" ? ["index-outdated"] : [],
      };
    },
    async similar() {
      return MANY.slice(0, 2);
    },
  };
}
