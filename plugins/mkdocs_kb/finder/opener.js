/* Opens the search, which is loaded then and not before. This is all that a page without a search pays for it. */
(() => {
  "use strict";

  const folder = new URL(".", document.currentScript.src);
  const home = new URL("../../", folder);
  const search = (window.kbSearch = { folder, local: location.protocol === "file:" });
  const OPENERS = "[data-kb-search]";
  const MARKS = "kb-marks";

  const finder = () => document.getElementById("kb-finder");
  const asElement = (node) => (node instanceof Element ? node : null);

  search.script = (address) =>
    new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = address;
      tag.async = false;
      tag.onload = resolve;
      tag.onerror = () => reject(new Error(`${address} did not load`));
      document.head.append(tag);
    });

  search.load = (address) => import(address);

  const ours = (name) => search.script(new URL(name, folder));
  let loading;
  search.parts = () => {
    loading ??= ours("search.js").catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };

  const sayBroken = (dialog) => {
    const link = document.createElement("a");
    link.href = link.textContent = dialog.dataset.page || ".";
    const note = document.createElement("p");
    note.className = "kb-finder__note";
    note.setAttribute("role", "alert");
    note.append(`${dialog.dataset.broken} `, link);
    dialog.querySelector(".kb-finder__body").replaceChildren(note);
  };

  /* `given`: query, filters, how many results and how far scrolled, when a search is taken up again. */
  search.open = async (given) => {
    const dialog = finder();
    if (!dialog) return;
    if (!dialog.open) {
      dialog.showModal();
      dialog.querySelector("input").focus();
      // on its way while the rest arrives; whoever needs it says what to do when it does not come
      if (!search.local) search.load(new URL(`${dialog.dataset.root}assets/search/engine.js`, home)).catch(() => {});
    }
    try {
      await search.parts();
    } catch {
      sayBroken(dialog);
      return;
    }
    search.show(given);
  };

  const given = () => {
    const address = new URLSearchParams(location.search);
    const kept = history.state?.kbSearch;
    const query = address.get("q") ?? kept?.query;
    if (!query) return null;
    return kept?.query === query ? kept : { query, only: address.get("only") ?? "" };
  };

  const isTyping = (target) =>
    target?.isContentEditable || target?.matches("input:not([type=radio], [type=checkbox]), textarea, select");

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const target = asElement(event.target);
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const wanted =
      (command && event.key.toLowerCase() === "k") ||
      (plain && "/／、".includes(event.key) && !isTyping(target)) ||
      (plain && event.key === " " && target?.matches(OPENERS));
    if (!wanted || (document.querySelector("dialog[open]") && !finder()?.open)) return;
    event.preventDefault();
    search.open();
  });

  document.addEventListener("click", (event) => {
    const target = asElement(event.target);
    const dialog = finder();
    if (target?.closest(OPENERS) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      search.open();
    } else if (dialog && (target === dialog || target?.closest(".kb-finder__close"))) {
      dialog.close();
    } else if (target?.closest("[data-kb-similar]")) {
      const button = target.closest("[data-kb-similar]");
      search.parts().then(() => search.similar(button), () => button.remove());
    }
  });

  const ahead = (event) => {
    if (asElement(event.target)?.closest(OPENERS)) search.parts().catch(() => {});
  };
  document.addEventListener("pointerover", ahead, { passive: true });
  document.addEventListener("focusin", ahead);
  document.addEventListener("submit", (event) => {
    if (event.target.closest(".kb-finder")) event.preventDefault();
  });
  addEventListener("popstate", () => {
    if (given()) search.open(given());
    else if (finder()?.open) finder().close();
  });

  for (const opener of document.querySelectorAll(OPENERS)) {
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-haspopup", "dialog");
    opener.setAttribute("aria-keyshortcuts", "/ Control+K");
  }
  for (const button of document.querySelectorAll("[data-kb-similar]")) button.hidden = false;

  /* Words to mark on this page, left behind by the result that led here. */
  const marks = () => {
    const address = new URL(location.href);
    const asked = address.searchParams.getAll("hl");
    let left = null;
    try {
      left = JSON.parse(sessionStorage.getItem(MARKS) ?? "null");
      sessionStorage.removeItem(MARKS);
    } catch {
      /* no storage: no marks */
    }
    if (asked.length && !search.local) {
      address.searchParams.delete("hl");
      history.replaceState(history.state, "", address);
    }
    return asked.length ? asked : left?.path === location.pathname ? left.words : [];
  };

  if (given()) search.open(given());
  else {
    const wanted = marks();
    if (wanted.length) ours("search-marks.js").then(() => search.mark(wanted), () => {});
  }
})();
