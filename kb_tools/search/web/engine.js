// The search engine of the published site: an ES module without DOM and without globals, so that browsers and tests run
// the very same files. Nothing here throws: what cannot be read ends in `problems`, with whatever can still be found.

import { makeFold, wordTerms } from "./analyzer.js";
import { before, Cursor, nameOf, Shard, unpack, unpackJson, unpackText, Whole } from "./bytes.js";
import { countFacets, labelsOf, readFacet } from "./facets.js";
import { fitOf } from "./fit.js";
import { shownHit } from "./hit.js";
import { wantedOf } from "./marks.js";
import { bucketOf, plan, Vocabulary, WEIGHTS } from "./query.js";
import { Ranking } from "./rank.js";
import { absentPairs, addHeard, heard } from "./sounds.js";
import { Store } from "./store.js";
import { nearest } from "./typos.js";

export const FORMAT = 1;
const PER_FILE = 1;
/** So many of the best are compared with what their pages say. */
const COMPARED = 10;
/** Codes and numbers as they were typed: where a result leads they are marked as they stand there. */
const CODES = /[\w.:/-]*\d[\w.:/-]*/g;

/** Open an index. `fetchFn(url)` gives something like a Response; `baseUrl` is the index's folder and ends with a slash. */
export async function openIndex(fetchFn, baseUrl, options = {}) {
  const index = new Index(fetchFn, baseUrl, options);
  await index.open();
  return index;
}

class Index {
  constructor(fetchFn, baseUrl, { lang = "" }) {
    this.store = new Store(fetchFn, baseUrl);
    this.lang = lang;
    this.problems = [];
    this.manifest = null;
  }

  async open() {
    try {
      const names = ["index.json", "directory.bin", "vocabulary.bin", "traditional.bin"];
      const [manifest, directory, vocabulary, traditional] = await Promise.all(names.map((name) => this.store.bytes(name)));
      this.manifest = JSON.parse(new TextDecoder().decode(manifest));
      if (this.manifest.format !== FORMAT) throw new Error("another format");
      this.ranking = new Ranking(this.manifest);
      this.firsts = new Cursor(await unpack(directory)).words();
      this.vocabulary = new Vocabulary(await unpackJson(vocabulary));
      this.traditional = charactersOf(await unpack(traditional));
    } catch (error) {
      const other = this.manifest && this.manifest.format !== FORMAT;
      this.manifest = null;
      this.problems = [other ? "index-outdated" : "index-missing"];
    }
  }

  shardName(term) {
    let low = 0;
    let high = this.firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(term, this.firsts[middle])) high = middle;
      else low = middle + 1;
    }
    return low ? nameOf(this.firsts[low - 1]) : "";
  }

  async shards(terms, problems, known = new Map()) {
    const names = new Map();
    for (const term of terms) {
      const name = this.shardName(term);
      if (name) names.set(term, name);
    }
    const distinct = [...new Set(names.values())];
    const loaded = await Promise.all(
      distinct.map((name) => this.store.file(`t/${name}.bin`, async (data) => new Shard(await unpack(data)), problems)),
    );
    const byName = new Map(distinct.map((name, i) => [name, loaded[i]]));
    for (const [term, name] of names) known.set(term, byName.get(name));
    return known;
  }

  async search(query, options = {}) {
    const problems = new Set(this.problems);
    const empty = { query, total: 0, hits: [], facets: {}, facetLabels: {}, suggestion: "", nearest: [] };
    if (!this.manifest || !query.trim()) return { ...empty, problems: [...problems] };
    try {
      return await this.answer(query, options, problems);
    } catch (error) {
      return { ...empty, problems: [...problems.add("partial")] };
    }
  }

  async answer(query, options, problems) {
    const { limit = 10, offset = 0, lang = this.lang, filters = {} } = options;
    await this.simplify(query, problems);
    const asked = plan(query, this.vocabulary, await this.trees(query, problems), options);
    const lookup = await this.lookup(asked, problems);
    await this.hear(asked, lookup, problems, options);
    const suggestion = await this.tolerate(asked, lookup, problems);
    if (Object.values(filters).some((values) => values?.length)) await this.complement(lookup, problems);
    const facets = await this.facetFiles(options.facets ?? "all", filters, problems);
    const ranked = this.ranking.rank(asked, lookup, facets, filters);
    const wanted = wantedOf(asked.slots, await this.synonyms(asked.slots, problems), (term) => lookup.get(term)?.df(term) > 0);
    wanted.codes = query.match(CODES) ?? [];
    await this.refine(ranked, asked, lookup, lang, problems);
    const hits = await this.hits(ranked.slice(offset, offset + limit), wanted, lang, problems);
    const close = ranked.length ? [] : await this.closest(asked, wanted, lang, problems);
    return {
      query,
      total: ranked.length,
      hits,
      facets: countFacets(facets, ranked),
      facetLabels: labelsOf(facets, lang),
      suggestion,
      nearest: close,
      problems: [...problems],
    };
  }

  get foldOne() {
    return this.vocabulary.foldOne;
  }

  /** The table of Traditional characters, once somebody writes them. */
  async simplify(query, problems) {
    if (this.simplified || !Array.from(query.normalize("NFKC")).some((one) => this.traditional.includes(one))) return;
    const text = await this.store.file("simplified.bin", unpackText, problems);
    if (!text) return;
    this.simplified = new Map(Array.from(text, (one, i) => [this.traditional[i], one]));
    this.vocabulary.foldOne = makeFold(this.simplified);
  }

  /** Synonyms that may begin at some word of the query: bucket -> tree. */
  async trees(query, problems) {
    const buckets = [...new Set(this.vocabulary.atoms(this.vocabulary.fold(query)).map(({ atom }) => bucketOf("v", atom)))];
    const read = async (data) => this.vocabulary.tree((await unpackText(data)).split("\n"));
    const loaded = await Promise.all(buckets.map((bucket) => this.store.file(bucket, read, problems)));
    return new Map(buckets.map((bucket, i) => [bucket, loaded[i]]));
  }

  /** All words of the concepts that a plan names, to mark them in results. */
  async synonyms(slots, problems) {
    const names = new Set(slots.flatMap((slot) => slot.concepts ?? []));
    const read = async (data) => (await unpackText(data)).split("\n").map((row) => row.split("\t"));
    const found = new Map();
    for (const name of names) {
      const rows = await this.store.file(bucketOf("g", name.slice(1)), read, problems);
      const row = rows?.find(([own]) => own === name.slice(1));
      if (row) found.set(name, row.slice(1));
    }
    return found;
  }

  /** Shards of the terms that tell most; of a long query those that tell least are left out, and noted. */
  async lookup(asked, problems) {
    const wanted = asked.slots.flatMap((slot) => termsOf(slot).map((term) => [slot.weight, term]));
    const names = new Set();
    const chosen = [];
    for (const [, term] of wanted.sort((a, b) => b[0] - a[0])) {
      const name = this.shardName(term);
      if (!names.has(name) && names.size >= this.manifest.reads) continue;
      names.add(name);
      chosen.push(term);
    }
    asked.unread = new Set(wanted.map(([, term]) => term).filter((term) => !chosen.includes(term)));
    return this.shards(chosen, problems);
  }

  /** With a filter the best documents of a frequent word may all be filtered out: read the rest of them too. */
  async complement(lookup, problems) {
    for (const [term, shard] of lookup) {
      const list = shard?.get(term);
      if (!list || list.df === list.documents.length) continue;
      const read = async (data) => new Shard(await unpack(data));
      const rest = await this.store.file(`r/${this.shardName(term)}.bin`, read, problems);
      if (rest) lookup.set(term, new Whole(shard, rest));
    }
  }

  /** Where neighbouring Han characters stand on no page, what sounds the same is looked for as well. */
  async hear(asked, lookup, problems, options) {
    const rows = async (name) => (await this.store.file(name, async (data) => (await unpackText(data)).split("\n"), problems)) ?? [];
    asked.heard = await heard(asked.folded, absentPairs(asked.slots, lookup, this.vocabulary.particles), rows);
    if (asked.heard === asked.folded) return;
    const trees = await this.trees(asked.heard, problems);
    const other = plan(asked.heard, this.vocabulary, trees, options);
    addHeard(asked, other);
    await this.shards(asked.slots.flatMap(termsOf).filter((term) => !asked.unread.has(term)), problems, lookup);
  }

  /** Completions of the word being typed and near words for those nobody has written; returns a corrected query. */
  async tolerate(asked, lookup, problems) {
    let corrected = asked.heard;
    let shift = 0;
    for (const slot of asked.slots) {
      if (!slot.word || slot.loose) continue;
      if (slot.prefix) await this.complete(slot, lookup, problems);
      const own = slot.alternatives[0].terms;
      if (own.some(([term]) => asked.unread.has(term))) continue; // whether somebody has written it is not known
      const df = Math.max(...own.map(([term]) => lookup.get(term)?.df(term) ?? 0));
      if (df || (slot.prefix && slot.alternatives.length > 1)) continue;
      const meant = await this.meant(slot.word, problems);
      for (const { word, distance } of meant) {
        const terms = wordTerms(word).slice(0, 1);
        slot.alternatives.push({ terms: terms.map(([term]) => [term, 1]), factor: WEIGHTS.typo[distance] });
      }
      await this.shards(slot.alternatives.flatMap(({ terms }) => terms.map(([term]) => term)), problems, lookup);
      if (meant.length) {
        corrected = corrected.slice(0, slot.start + shift) + meant[0].word + corrected.slice(slot.end + shift);
        shift += meant[0].word.length - (slot.end - slot.start);
      }
    }
    return corrected === asked.folded ? "" : corrected.trim();
  }

  async complete(slot, lookup, problems) {
    if (slot.prefix.length < 2) return;
    const known = await this.shards([slot.prefix], problems);
    for (const term of known.get(slot.prefix)?.completions(slot.prefix, 6) ?? []) {
      slot.alternatives.push({ terms: [[term, 1]], factor: WEIGHTS.completion });
      lookup.set(term, known.get(slot.prefix));
    }
  }

  async meant(word, problems) {
    const read = async (data) => (await unpackText(data)).split("\n");
    const letters = [...new Set([word[0], word[1]])].filter((letter) => /[a-z]/.test(letter ?? ""));
    for (const letter of letters) {
      const rows = await this.store.file(`w/${letter}.bin`, read, problems, true);
      const found = rows ? nearest(word, rows) : [];
      if (found.length) return found;
    }
    return [];
  }

  /** The best few once more, by what their cards say. */
  async refine(ranked, asked, lookup, lang, problems) {
    const head = ranked.slice(0, COMPARED); // always as many: those that are shown later may not move the first
    const cards = await Promise.all(head.map(({ document }) => this.card(document, this.shown(lang), problems)));
    // a word that no page has says nothing about how well a page fits
    const value = (term) => (lookup.get(term)?.df(term) ? this.ranking.rarity(lookup.get(term).df(term)) : 0);
    const direct = asked.slots.filter((slot) => !slot.loose).flatMap((slot) => slot.alternatives);
    const terms = new Set(direct.flatMap((one) => one.terms.map(([term]) => term)));
    const tools = { foldOne: this.foldOne, stop: this.vocabulary.stop };
    head.forEach((hit, i) => {
      if (cards[i]) hit.score *= fitOf(cards[i], asked, terms, value, tools);
    });
    head.sort((a, b) => b.score - a.score || a.document - b.document);
    ranked.splice(0, head.length, ...head);
  }

  shown(lang) {
    return this.manifest.languages.includes(lang) ? lang : this.manifest.languages[0];
  }

  async hits(ranked, wanted, lang, problems) {
    const shown = this.shown(lang);
    const cards = await Promise.all(ranked.map(({ document }) => this.card(document, shown, problems)));
    return ranked.flatMap((hit, i) => (cards[i] ? [shownHit(hit, cards[i], wanted, this.foldOne)] : []));
  }

  async card(document, lang, problems) {
    const rows = await this.store.file(`c/${lang}/${Math.floor(document / PER_FILE)}.bin`, unpackJson, problems);
    return rows?.[document % PER_FILE] ?? null;
  }

  /** Nothing was found: pages that share characters or beginnings with the query. */
  async closest(asked, wanted, lang, problems) {
    const scores = new Float32Array(this.manifest.documents);
    const prefixes = asked.slots.filter((slot) => slot.word?.length > 3).map((slot) => slot.word.slice(0, 4));
    const known = await this.shards(prefixes, problems);
    for (const prefix of prefixes) {
      for (const term of known.get(prefix)?.completions(prefix, 4) ?? []) {
        const list = known.get(prefix).get(term);
        const gains = new Map();
        this.ranking.gain(list, this.ranking.rarity(list.df), gains);
        for (const [document, gain] of gains) scores[document] += gain;
      }
    }
    const found = Array.from(scores, (score, document) => ({ document, score, section: 0 })).filter(({ score }) => score > 0);
    found.sort((a, b) => b.score - a.score || a.document - b.document);
    return this.hits(found.slice(0, 5), wanted, lang, problems);
  }

  /** Pages like this one: what its title and symptoms find. */
  async similar(id, { limit = 5, lang = this.lang } = {}) {
    const answer = await this.search(id, { limit: 3, lang, facets: [] });
    const own = answer.hits.find((hit) => hit.id === id);
    if (!own) return [];
    const text = [own.title, own.card.symptom ?? "", own.card.summary ?? own.card.definition ?? ""].join(" ").slice(0, 200);
    const found = await this.search(text, { limit: limit + 1, lang, facets: [] });
    return found.hits.filter((hit) => hit.id !== id).slice(0, limit);
  }

  async facetFiles(wanted, filters, problems) {
    if (!this.manifest.facets) return {};
    const all = wanted === "all" ? this.manifest.facets : [...wanted];
    const chosen = Object.keys(filters).filter((name) => filters[name]?.length && this.manifest.facets.includes(name));
    const names = [...new Set([...all, "type", ...chosen])];
    const loaded = await Promise.all(
      names.map((name) => this.store.file(`f/${encodeURIComponent(name)}.bin`, async (data) => readFacet(await unpackJson(data)), problems)),
    );
    return Object.fromEntries(names.map((name, i) => [name, loaded[i]]).filter(([, facet]) => facet));
  }
}

function termsOf({ alternatives, concepts }) {
  return [...alternatives.flatMap(({ terms }) => terms.map(([term]) => term)), ...(concepts ?? [])];
}

function charactersOf(bytes) {
  const cursor = new Cursor(bytes);
  let code = 0;
  return Array.from({ length: cursor.number() }, () => String.fromCodePoint((code += cursor.number())));
}
