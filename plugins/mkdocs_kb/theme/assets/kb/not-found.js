/* On the page for missing addresses: the words of the address become a search, in the language that was asked for.
   Without scripts the field is empty and all languages stand there. */
(() => {
  "use strict";

  const box = document.querySelector("[data-kb-lost]");
  if (!box) return;
  const site = new URL("../../", document.currentScript.src).pathname;

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  /* The last part that says something; `ke-0002` stays one word, as it is written everywhere. */
  const wordsOf = (path) => {
    const parts = path.split("/").map(decoded).map((part) => part.replace(/\.(html?|md|php|aspx?)$/i, ""));
    const telling = parts.filter((part) => part && part !== "index" && !/^\d+$/.test(part));
    const last = telling.pop() || "";
    return last
      .replace(/([a-z]{2,4})-(\d+)/gi, "$1\u0000$2")
      .replace(/[-_.+\s]+/g, " ")
      .replace(/\u0000/g, "-")
      .trim()
      .slice(0, 80);
  };

  const path = location.pathname.startsWith(site) ? location.pathname.slice(site.length) : location.pathname.slice(1);
  const sections = [...box.children];
  const own = sections.find((part) => part.dataset.kbRoot && `${path}/`.startsWith(part.dataset.kbRoot)) || sections[0];
  const wanted = wordsOf(path.slice(own.dataset.kbRoot.length));
  for (const field of box.querySelectorAll("input[name=q]")) field.value = wanted;
  box.prepend(own);
  document.documentElement.lang = own.lang;
})();
