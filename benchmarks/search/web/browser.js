// Asks our browser engine: the modules and the index as a site has them.
export async function open({ lang }) {
  const { openIndex } = await import("/engine.js");
  const index = await openIndex((url) => fetch(url), "/index/", { lang });
  if (index.problems.length) throw new Error(index.problems.join(", "));
  return async (query, shown) => {
    const answer = await index.search(query, { limit: 10, lang: shown || lang, facets: ["type"] });
    if (answer.problems.length) throw new Error(answer.problems.join(", "));
    return answer.hits.map((hit) => hit.id);
  };
}
