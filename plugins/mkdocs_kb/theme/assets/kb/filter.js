/* Filters above lists. Without scripts every row is visible and the controls stay hidden.
   A choice applies to the attribute `data-<name>` of the rows; the address carries the choices, so that a link keeps them. */
(() => {
  "use strict";

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  const fits = (row, choices) =>
    choices.every(([name, value]) =>
      name === "text"
        ? row.textContent.toLowerCase().includes(value)
        : (row.getAttribute(`data-${name}`) ?? "").split(" ").includes(value),
    );

  function start(form) {
    const list = document.getElementById(form.dataset.kbFilter);
    if (!list || form.dataset.kbReady) return;
    form.dataset.kbReady = "yes";
    const rows = [...list.querySelectorAll("tbody > tr")];
    const fields = [...form.elements].filter((field) => field.name);
    const output = form.querySelector("output");

    function apply() {
      const choices = fields
        .map((field) => [field.name, field.value.trim().toLowerCase()])
        .filter(([, value]) => value);
      let shown = 0;
      for (const row of rows) {
        row.hidden = !fits(row, choices);
        if (!row.hidden) shown += 1;
      }
      list.hidden = shown === 0;
      output.textContent =
        shown === 0 ? form.dataset.kbNothing : fill(form.dataset.kbCount, { shown, all: rows.length });
      remember();
    }

    function remember() {
      const address = new URL(location.href);
      for (const field of fields) {
        if (field.value) address.searchParams.set(field.name, field.value);
        else address.searchParams.delete(field.name);
      }
      try {
        if (address.href !== location.href) history.replaceState(history.state, "", address);
      } catch {
        /* pages opened from a file may not change their address */
      }
    }

    const given = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = given.get(field.name);
      const known = field.options ? [...field.options].some((option) => option.value === value) : true;
      if (value && known) field.value = value;
    }
    form.addEventListener("input", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    apply();
  }

  const all = () => document.querySelectorAll("form[data-kb-filter]").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
})();
