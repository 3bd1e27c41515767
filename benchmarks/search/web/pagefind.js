// Asks Pagefind through its documented interface. A result names its page only once its fragment is loaded.
export async function open({ lang, others }) {
  document.documentElement.lang = lang;
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  for (const [language, bundle] of Object.entries(others)) await pagefind.mergeIndex(bundle, { language });
  return async (query) => {
    const { results } = await pagefind.search(query);
    const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    return shown.map(({ url }) => decodeURIComponent(url.split("#")[0]).replace(/^\/[^/]+\/(.*)\.html$/, "$1"));
  };
}
