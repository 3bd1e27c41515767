/* Marks the words of a search on the page that it led to, and takes the marks away again. */
(() => {
  "use strict";

  const search = window.kbSearch;
  const words = document.getElementById("kb-finder").dataset;
  const MOST = 200;
  const SKIPPED = "script, style, svg, textarea, button, select, .kb-marked, .headerlink";
  const HAN = /\p{Script=Han}/u;

  const pattern = (wanted) => {
    const clean = wanted.map((word) => word.trim()).filter((word) => word && (word.length > 1 || HAN.test(word)));
    const parts = [...new Set(clean)]
      .sort((a, b) => b.length - a.length)
      .map((word) => {
        const text = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
        return /^[a-z0-9]/i.test(word) ? `(?<![a-z0-9])${text}` : text;
      });
    return parts.length ? new RegExp(parts.join("|"), "gi") : null;
  };

  const texts = (article) => {
    const found = [];
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(SKIPPED)) found.push(walker.currentNode);
    return found;
  };

  const markIn = (node, wanted, left) => {
    const places = [...node.data.matchAll(wanted)].slice(0, left).reverse();
    for (const place of places) {
      const rest = node.splitText(place.index);
      rest.splitText(place[0].length);
      const mark = document.createElement("mark");
      mark.className = "kb-mark-word";
      rest.replaceWith(mark);
      mark.append(rest);
    }
    return places.length;
  };

  const unmark = () => {
    for (const mark of document.querySelectorAll(".kb-mark-word")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    document.querySelector(".kb-marked")?.remove();
    removeEventListener("keydown", onKey);
  };

  const onKey = (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) unmark();
  };

  const bar = (shown) => {
    const text = document.createElement("span");
    text.textContent = words.marked.replace("{words}", () => shown.join(" · "));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-button";
    button.textContent = words.unmark;
    button.addEventListener("click", unmark);
    const box = document.createElement("div");
    box.className = "kb-marked";
    box.setAttribute("role", "status");
    box.append(text, button);
    return box;
  };

  search.mark = (given) => {
    unmark();
    const wanted = pattern(given.slice(0, 12));
    const article = document.querySelector(".md-content__inner");
    if (!wanted || !article) return;
    let left = MOST;
    for (const node of texts(article)) if (left > 0) left -= markIn(node, wanted, left);
    if (left === MOST) return;
    document.body.append(bar(given.slice(0, 4)));
    addEventListener("keydown", onKey);
  };
})();
