// The browser's modules, asked by tests: a line of JSON in, a line of JSON out, until the input ends.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const web = pathToFileURL(process.argv[2] + "/").href;
const { analyze, makeFold } = await import(`${web}analyzer.js`);
const { openIndex } = await import(`${web}engine.js`);
const { Shard, unpack } = await import(`${web}bytes.js`);
const { bucketOf, plan, Vocabulary } = await import(`${web}query.js`);

async function fromDisk(url) {
  try {
    const data = await readFile(url);
    return { ok: true, status: 200, arrayBuffer: async () => data.buffer.slice(data.byteOffset, data.byteOffset + data.length) };
  } catch {
    return { ok: false, status: 404 };
  }
}

const tasks = {
  analyze({ texts, traditional }) {
    const characters = Array.from(traditional);
    const table = new Map();
    for (let i = 0; i + 1 < characters.length; i += 2) table.set(characters[i], characters[i + 1]);
    const fold = makeFold(table);
    return texts.map((text) => analyze(text, fold).map(({ term, kind }) => [term, kind]));
  },
  places({ texts }) {
    const fold = makeFold(new Map());
    return texts.map((text) => analyze(text, fold).map(({ term, start, end }) => [term, text.slice(start, end)]));
  },
  async postings({ files }) {
    const found = {};
    for (const file of files) {
      const shard = new Shard(await unpack(await (await fromDisk(file)).arrayBuffer()));
      for (const term of shard.terms) {
        const { df, documents, sections, impacts } = shard.get(term);
        found[term] = { df, rows: Array.from(documents, (document, i) => [document, impacts[i], sections[i]]) };
      }
    }
    return found;
  },
  plan({ queries, stop, particles, intents, rows = {} }) {
    const vocabulary = new Vocabulary({ stop, particles, intents });
    const trees = new Map();
    for (const [phrase, name] of Object.entries(rows)) {
      const bucket = bucketOf("v", vocabulary.atoms(phrase)[0].atom);
      const inside = Object.entries(rows).filter(([other]) => bucketOf("v", vocabulary.atoms(other)[0].atom) === bucket);
      trees.set(bucket, vocabulary.tree(inside.map((row) => row.join("\t"))));
    }
    return queries.map((query) => {
      const { slots, boosts, neighbours } = plan(query, vocabulary, trees);
      const told = slots.map(({ weight, loose = false, word = "", alternatives, concepts = [] }) => ({
        weight,
        loose,
        word,
        concepts,
        alternatives: alternatives.map(({ terms, factor }) => [terms.map(([term]) => term), factor]),
      }));
      return { slots: told, boosts, neighbours };
    });
  },
  async read({ index, query, lang }) {
    const files = [];
    const opened = await openIndex((url) => (files.push(url.slice(index.length + 1)), fromDisk(url)), index + "/", { lang });
    return { answer: await opened.search(query), files };
  },
  async search({ index, asked, lang }) {
    const opened = await openIndex(fromDisk, index + "/", { lang });
    const answers = [];
    for (const [query, options] of asked) answers.push(await opened.search(query, options));
    return { answers, problems: opened.problems };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { task, ...rest } = JSON.parse(line);
  process.stdout.write(JSON.stringify(await tasks[task](rest)) + "\n");
}
