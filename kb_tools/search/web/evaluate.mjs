// Judged queries through the browser engine, in Node, from the very files that are published. Reads JSON from standard
// input: {index, queries: [text], lang, limit}; writes {answers: [{ids, bytes, milliseconds}], init}.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { index: folder, queries, lang = "", limit = 10, details = false } = JSON.parse(Buffer.concat(chunks).toString());
const { openIndex } = await import(pathToFileURL(path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "engine.js")));

let bytes = 0;
async function fromDisk(url) {
  try {
    const data = await readFile(url);
    bytes += data.length;
    return { ok: true, status: 200, arrayBuffer: async () => data.buffer.slice(data.byteOffset, data.byteOffset + data.length) };
  } catch {
    return { ok: false, status: 404 };
  }
}

const base = folder.endsWith("/") ? folder : `${folder}/`;
const index = await openIndex(fromDisk, base, { lang });
const init = bytes;
const answers = [];
for (const query of queries) {
  // each query as a first one: nothing but what opening has read is kept
  index.store.clear();
  bytes = 0;
  await index.search(query, { limit, lang, facets: ["type"] });
  const used = bytes;
  const start = performance.now();
  const answer = await index.search(query, { limit, lang, facets: ["type"] });
  const milliseconds = performance.now() - start;
  const row = { ids: answer.hits.map((hit) => hit.id), bytes: used, milliseconds };
  answers.push(details ? { ...row, answer } : row);
}
process.stdout.write(JSON.stringify({ answers, init, problems: index.problems }));
