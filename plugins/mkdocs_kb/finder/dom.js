// Making elements. Texts become text nodes, never markup: nothing that the index says can act as HTML.

import { words } from "./words.js";

/** Fills `{name}` in a sentence. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** An element: make("p.a.b", {id: "x", onclick: f}, "text", node, null…). */
export const make = (what, given = {}, ...children) => {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child || child === 0));
  return element;
};

/** A text with the half-open `ranges` in <mark>. */
export const marked = (text, ranges = []) => {
  const found = document.createDocumentFragment();
  let at = 0;
  for (const [start, end] of ranges) {
    if (start < at || end > text.length) continue;
    found.append(text.slice(at, start), make("mark", {}, text.slice(start, end)));
    at = end;
  }
  found.append(text.slice(at));
  return found;
};

/** A button that copies what `value()` gives. */
export const copyButton = (value, label = words.copy) => {
  const copy = async ({ currentTarget: button }) => {
    try {
      await window.kbCopy(value(), button.parentElement);
      button.textContent = words.copied;
      setTimeout(() => { button.textContent = label; }, 2000);
    } catch {
      // the browser forbids it; what would be copied is in sight
      button.textContent = label;
    }
  };
  return make("button.kb-button", { type: "button", "aria-live": "polite", onclick: copy }, label);
};
