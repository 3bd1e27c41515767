/* What pages can do when there are scripts: copy a text, open the search, scroll boxes by keyboard. All of it is extra. */
(() => {
  "use strict";

  const copy = async (text) => {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return;
    }
    // Pages served without TLS have no clipboard; the old way still works there.
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "kb-offscreen";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  const addButton = (box, source, label, done, style) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = style;
    button.textContent = label;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await copy(source.textContent);
      button.textContent = done;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
    box.append(button);
  };

  const addCopyButtons = () => {
    for (const box of document.querySelectorAll("[data-kb-copy]")) {
      addButton(box, box.firstElementChild, box.dataset.kbCopy, box.dataset.kbCopied, "kb-button");
    }
    const said = JSON.parse(document.getElementById("__config")?.textContent || "{}").translations || {};
    for (const code of document.querySelectorAll(".highlight > pre > code")) {
      const label = said["clipboard.copy"] || "Copy";
      addButton(code.closest(".highlight"), code, label, said["clipboard.copied"] || label, "kb-button kb-button--code");
    }
  };

  const openSearch = () => {
    for (const button of document.querySelectorAll("[data-kb-search]")) {
      button.addEventListener("click", () => {
        const input = document.querySelector("[data-md-component=search-query], input[type=search]");
        if (input) input.focus();
      });
    }
  };

  /* A box that does not scroll is no stop for the keyboard; one that does is. */
  const BOXES = ".kb-table, .kb-scroll, .md-typeset__scrollwrap, .md-typeset pre > code, .md-search__scrollwrap";
  const markScrolling = () => {
    for (const box of document.querySelectorAll(BOXES)) {
      const scrolls = box.scrollWidth > box.clientWidth + 1 || box.classList.contains("md-search__scrollwrap");
      if (scrolls) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  };

  addCopyButtons();
  openSearch();
  addEventListener("load", markScrolling);
  addEventListener("resize", markScrolling);
})();
