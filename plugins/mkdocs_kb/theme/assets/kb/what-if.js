/* Choose people, see what stops. `whatIf` counts like `kb whatif`; everything else here only shows it.
   A classic script without modules, so that it also runs in a copy that is opened from a folder. */
(() => {
  "use strict";

  const CRITICAL = 4;

  /* What happens when the people with these numbers (a Set) are gone. Facts: see render/generated/what_if.py. */
  function whatIf(facts, gone) {
    const left = (people) => people.filter((person) => !gone.has(person));
    const before = facts.roles.map((role) => role.p.length);
    const able = facts.roles.map((role) => left(role.p));
    const union = (roles, of) => new Set(roles.flatMap((role) => of[role]));
    const everybody = facts.roles.map((role) => role.p);

    const roles = [];
    facts.roles.forEach((role, index) => {
      const cover = able[index].length;
      const held = (people) => people.some((person) => role.h.includes(person));
      let state = "";
      if (before[index] && !cover) state = "none";
      else if (held(role.p) && !held(able[index]) && cover) state = "deputy";
      else if (cover < role.q && before[index] >= role.q) state = "short";
      if (state) roles.push({ role: index, before: before[index], state, left: able[index] });
    });

    const processes = [];
    facts.processes.forEach((process, index) => {
      const smallest = (of) => (process.r.length ? Math.min(...process.r.map((role) => of[role].length)) : 0);
      const [old, now] = [smallest(everybody), smallest(able)];
      if (now < old && now <= 1) {
        const weakest = process.r.filter((role) => able[role].length === now);
        processes.push({ process: index, before: old, after: now, roles: weakest });
      }
    });

    const tasks = [];
    facts.tasks.forEach((task, index) => {
      for (const [field, lost] of [["r", "responsible"], ["a", "accountable"]]) {
        if (union(task[field], everybody).size && !union(task[field], able).size) tasks.push({ task: index, lost });
      }
    });

    const thinned = (items, people) => {
      const found = [];
      for (const number of [0, 1]) {
        items.forEach((item, index) => {
          const [old, now] = people(item);
          if (now.length === number && old.length > number) found.push({ index, left: now });
        });
      }
      return found;
    };
    const approvals = thinned(facts.approvals, (item) => [[...union(item.r, everybody)], [...union(item.r, able)]]);
    const errors = thinned(facts.errors, (item) => [item.h, left(item.h)]);

    const contacts = [];
    facts.contacts.forEach((contact, index) => {
      if (before[contact.r] && !able[contact.r].length) contacts.push(index);
    });

    const critical = facts.roles.map((role, index) => index).filter((index) => facts.roles[index].c >= CRITICAL);
    const covered = (of) => critical.filter((index) => of[index].length >= 2).length;
    const coverage = { before: covered(everybody), after: covered(able), critical: critical.length };
    return { roles, processes, tasks, approvals, contacts, errors, coverage };
  }

  if (typeof module !== "undefined") {
    module.exports = { whatIf };
    return;
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  const make = (tag, options = {}, ...children) => {
    const { data, ...rest } = options;
    const element = Object.assign(document.createElement(tag), rest);
    for (const [key, value] of Object.entries(data ?? {})) element.dataset[key] = value;
    element.append(...children);
    return element;
  };

  /* Where a page is published, seen from the file of facts: the site may have folders or files, and index.html or not. */
  const address = (src, base) => {
    const path = location.pathname;
    const end = path.endsWith("/index.html") ? "/index.html" : path.endsWith(".html") ? ".html" : "/";
    return new URL(`../${src.replace(/\.md$/, "")}${end}`, base).href;
  };

  const mark = (kind, text) => make("span", { className: `kb-state kb-is-${kind}`, textContent: text });

  /* A table that scrolls inside its box and becomes cards on a phone; nothing when it has no rows. */
  function table(said, title, columns, rows) {
    if (!rows.length) return null;
    const labels = columns.map((key) => said[`column_${key}`]);
    const head = make("tr", {}, ...labels.map((label) => make("th", { scope: "col", textContent: label })));
    const body = make("tbody");
    for (const [first, ...cells] of rows) {
      const row = make("tr", {}, make("th", { scope: "row" }, first));
      cells.forEach((cell, index) => row.append(make("td", { data: { label: labels[index + 1] } }, cell)));
      body.append(row);
    }
    const grid = make("table", { className: "kb-grid" }, make("thead", {}, head), body);
    const box = make("div", { className: "kb-table kb-list", tabIndex: 0 }, grid);
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", title);
    return make("section", {}, make("h2", { textContent: title }), box);
  }

  function show(facts, said, base, gone, output) {
    output.replaceChildren();
    if (!gone.size) {
      output.append(make("p", { className: "kb-empty", textContent: said.nobody_chosen }));
      return;
    }
    const found = whatIf(facts, gone);
    const link = (item) => (item.u ? make("a", { href: address(item.u, base), textContent: item.n }) : item.n);
    const names = (people) => people.map((person) => facts.people[person].n).join(" · ");
    const leftText = (people) =>
      mark(people.length ? "watch" : "bad", people.length ? fill(said.left_1, { person: names(people) }) : said.left_0);
    const count = (list, test) => list.filter(test).length;

    const stops = {
      roles: count(found.roles, (entry) => entry.state === "none"),
      processes: count(found.processes, (entry) => entry.after === 0),
      errors: count(found.errors, (entry) => !entry.left.length),
    };
    const thin = {
      roles: count(found.roles, (entry) => entry.state === "deputy"),
      processes: count(found.processes, (entry) => entry.after === 1),
    };
    const any = (counts) => Object.values(counts).some(Boolean);
    const lead = make("p", { className: "kb-tally kb-wraps" });
    lead.append(any(stops) ? mark("bad", fill(said.stops, stops)) : mark("good", said.nothing));
    if (any(thin)) lead.append(" ", mark("watch", fill(said.thinner, thin)));
    output.append(lead, make("p", { textContent: fill(said.coverage, found.coverage) }));

    const order = { none: 0, deputy: 1, short: 2 };
    const roles = [...found.roles].sort(
      (a, b) => order[a.state] - order[b.state] || facts.roles[b.role].c - facts.roles[a.role].c,
    );
    const processes = [...found.processes].sort((a, b) => a.after - b.after);
    const parts = [
      table(said, said.section_roles, ["role", "cover", "state", "left"], roles.map((entry) => [
        link(facts.roles[entry.role]),
        `${entry.before} → ${entry.left.length}`,
        mark(entry.state === "none" ? "bad" : "watch", said[`state_${entry.state}`]),
        names(entry.left) || "–",
      ])),
      table(said, said.section_processes, ["process", "cover", "state", "weakest"], processes.map((entry) => [
        link(facts.processes[entry.process]),
        `${entry.before} → ${entry.after}`,
        mark(entry.after ? "watch" : "bad", said[`factor_${entry.after}`]),
        entry.roles.map((role) => facts.roles[role].n).join(" · "),
      ])),
      table(said, said.section_tasks, ["activity", "process", "state"], found.tasks.map((entry) => [
        facts.tasks[entry.task].n,
        link(facts.processes[facts.tasks[entry.task].p]),
        mark("bad", said[`lost_${entry.lost}`]),
      ])),
      table(said, said.section_approvals, ["decision", "role", "left"], found.approvals.map((entry) => [
        facts.approvals[entry.index].n,
        facts.approvals[entry.index].r.map((role) => facts.roles[role].n).join(" · "),
        leftText(entry.left),
      ])),
      table(said, said.section_contacts, ["record", "kind", "state", "role"], found.contacts.map((index) => [
        link(facts.contacts[index]),
        facts.contacts[index].k,
        mark(facts.contacts[index].f === "owner" ? "bad" : "watch", said[`field_${facts.contacts[index].f}`]),
        facts.roles[facts.contacts[index].r].n,
      ])),
      table(said, said.section_errors, ["error", "left"], found.errors.map((entry) => [
        link(facts.errors[entry.index]),
        leftText(entry.left),
      ])),
    ];
    output.append(...parts.filter(Boolean));
  }

  function controls(facts, said, change) {
    const teams = new Map();
    facts.people.forEach((person, index) => {
      const team = person.t || said.no_team;
      teams.set(team, [...(teams.get(team) ?? []), index]);
    });
    const find = make("input", { type: "search", autocomplete: "off" });
    const clear = make("button", { type: "button", className: "kb-button", textContent: said.clear });
    const groups = [];
    const boxes = [];
    for (const [team, people] of teams) {
      const group = make("fieldset", {}, make("legend", { textContent: team }));
      for (const index of people) {
        const box = make("input", { type: "checkbox", value: String(index) });
        boxes.push(box);
        group.append(make("label", {}, box, make("span", { textContent: facts.people[index].n })));
      }
      groups.push(group);
    }
    find.addEventListener("input", () => {
      const wanted = find.value.trim().toLowerCase();
      for (const group of groups) {
        const whole = group.firstElementChild.textContent.toLowerCase().includes(wanted);
        for (const label of group.querySelectorAll("label")) {
          label.hidden = !(whole || label.textContent.toLowerCase().includes(wanted));
        }
        group.hidden = [...group.querySelectorAll("label")].every((label) => label.hidden);
      }
    });
    const chosen = () => new Set(boxes.filter((box) => box.checked).map((box) => Number(box.value)));
    clear.addEventListener("click", () => {
      for (const box of boxes) box.checked = false;
      change(chosen());
    });
    const form = make("form", { className: "kb-choose" },
      make("div", { className: "kb-choose-top" }, make("label", {}, make("span", { textContent: said.find }), find), clear),
      make("div", { className: "kb-choose-people" }, ...groups));
    form.setAttribute("aria-label", said.choose);
    form.addEventListener("change", () => change(chosen()));
    form.addEventListener("submit", (event) => event.preventDefault());
    return form;
  }

  /* Scripts may be loaded from a folder, files may not be fetched there. */
  const read = (url) =>
    location.protocol === "file:"
      ? new Promise((resolve, reject) => {
          const script = make("script", { src: `${url}.js`, onload: () => resolve(window.kbWhatIfFacts), onerror: reject });
          document.head.append(script);
        })
      : fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))));

  async function start(box) {
    const file = document.querySelector('a[href$="what-if.json"]');
    if (!file) return;
    const said = JSON.parse(box.dataset.kbWhatIf);
    file.closest("p").hidden = true;
    box.replaceChildren(make("p", { textContent: said.loading }));
    try {
      const facts = await read(file.href);
      const output = make("div", { className: "kb-what-if-result" });
      output.setAttribute("aria-live", "polite");
      const change = (gone) => show(facts, said, file.href, gone, output);
      box.replaceChildren(controls(facts, said, change), output);
      change(new Set());
    } catch {
      box.replaceChildren(make("p", { className: "kb-banner kb-is-bad", textContent: said.failed }));
    }
  }

  for (const box of document.querySelectorAll("[data-kb-what-if]")) start(box);
})();
