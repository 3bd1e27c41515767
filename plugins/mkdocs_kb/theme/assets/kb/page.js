/* What pages can do when there are scripts: copy a text, print a card, scroll boxes by keyboard. All of it is extra. */
(() => {
  "use strict";

  /* `place`: where selecting is allowed; below an open dialog nothing else can be selected. */
  const copy = async (text, place = document.body) => {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return;
    }
    // Pages served without TLS have no clipboard; the old way still works there.
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "kb-offscreen";
    place.append(area);
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

  /* A card is printed alone when it is the target of the address. */
  const offerPrinting = () => {
    for (const button of document.querySelectorAll("[data-kb-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        location.hash = button.dataset.kbPrint || "kb-top";
        window.print();
      });
    }
  };

  /* A box that does not scroll is no stop for the keyboard; one that does is. */
  const BOXES = ".kb-table, .kb-scroll, .md-typeset__scrollwrap, .md-typeset pre > code";
  const markScrolling = () => {
    for (const box of document.querySelectorAll(BOXES)) {
      if (box.scrollWidth > box.clientWidth + 1) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  };

  window.kbCopy = copy;
  addCopyButtons();
  offerPrinting();
  addEventListener("load", markScrolling);
  addEventListener("resize", markScrolling);
})();
