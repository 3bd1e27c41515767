// Scores: each slot gives each document the best of its alternatives; slots add up.

import { filterOf, raisedBy } from "./facets.js";
import { WEIGHTS } from "./query.js";

/** Documents below this share of the best score are not results. */
const CUT = 0.12;
/** How much it counts that the words stand in one section. */
const TOGETHER = 0.67;
/** So many times its own rarity is the most that a synonym is worth. */
const COMMON = 4;
/** How much rarity counts among words, and how much it counts that most of the words are there: powers. */
const RARITY = 0.46;
const COVERED = 0.33;
/** Added to the share of the words that are there, so that one is worth something. */
const LEAST = 0.05;
/** Results whose sections are compared. */
const HEAD = 50;

/** Ranking over one index: `count` documents, impacts up to `most`. */
export class Ranking {
  constructor({ documents, most }) {
    this.count = documents;
    this.most = most;
  }

  /** Results, best first: {document, score, section}. `lookup`: term -> shard. */
  rank(asked, lookup, facets, filters) {
    const scores = new Float32Array(this.count);
    const covered = new Float32Array(this.count);
    const weights = [];
    let all = 0;
    for (const slot of asked.slots) all += this.score(slot, lookup, scores, covered, weights);
    if (!all) return [];
    const allowed = filterOf(facets, filters, this.count);
    const raised = raisedBy(asked.boosts, facets);
    const found = [];
    for (let document = 0; document < scores.length; document++) {
      if (scores[document] > 0 && (!allowed || allowed[document])) {
        const share = (covered[document] / all + LEAST) ** COVERED;
        found.push({ document, score: scores[document] * (raised?.get(document) ?? 1) * share });
      }
    }
    found.sort((a, b) => b.score - a.score || a.document - b.document);
    const head = found.slice(0, 50);
    for (const hit of head) this.place(hit, weights, all);
    head.sort((a, b) => b.score - a.score || a.document - b.document);
    const least = head.length ? head[0].score * CUT : 0;
    return [...head, ...found.slice(50)].filter((hit) => hit.score >= least);
  }

  /** Adds a slot to the scores: of its alternatives each document gets the best. Returns what the slot is worth. */
  score(slot, lookup, scores, covered, weights) {
    const best = new Map();
    const direct = this.alternative(slot.alternatives[0], lookup);
    let worth = direct.worth;
    const others = slot.alternatives.slice(1).map((one) => this.alternative(one, lookup));
    for (const term of slot.concepts ?? []) others.push(this.concept(term, direct.worth, lookup));
    for (const { gains, lists, worth: own } of [direct, ...others]) {
      worth = Math.max(worth, own);
      for (const [document, gain] of gains) if (gain > (best.get(document) ?? 0)) best.set(document, gain);
      for (const [list, weight] of lists) weights.push([list, weight * slot.weight]);
    }
    for (const [document, gain] of best) {
      scores[document] += gain * slot.weight;
      covered[document] += worth * slot.weight;
    }
    return worth * slot.weight;
  }

  alternative({ terms, factor }, lookup) {
    const gains = new Map();
    const lists = [];
    let worth = 0;
    for (const [term, weight] of terms) {
      const list = lookup.get(term)?.get(term);
      if (!list) continue;
      const value = this.worth(list.df) * weight * factor;
      worth += value;
      lists.push([list, value]);
      this.gain(list, value, gains);
    }
    return { gains, lists, worth };
  }

  // A synonym is worth what the words themselves would be, less a little; but one that half the pages hold tells little.
  concept(term, directWorth, lookup) {
    const gains = new Map();
    const list = lookup.get(term)?.get(term);
    if (!list) return { gains, lists: [], worth: 0 };
    const own = this.worth(list.df);
    const value = Math.min(Math.max(own, directWorth), own * COMMON) * WEIGHTS.synonym;
    this.gain(list, value, gains);
    return { gains, lists: [[list, value]], worth: value };
  }

  gain(list, value, gains) {
    const { documents, impacts } = list;
    for (let i = 0; i < documents.length; i++) {
      const impact = (impacts[i] / 255) ** 2 * this.most;
      gains.set(documents[i], (gains.get(documents[i]) ?? 0) + value * impact);
    }
  }

  rarity(df) {
    const count = this.count;
    return Math.log(1 + (count - df + 0.5) / (df + 0.5));
  }

  /** What a term adds; between one that is rare and one that is very rare there is little to choose. */
  worth(df) {
    return this.rarity(df) ** RARITY;
  }

  /** The section that holds most of what was asked, and a little more score where one section holds it all. */
  place(hit, weights, all) {
    const sections = new Float32Array(28);
    for (const [list, weight] of weights) {
      const at = find(list.documents, hit.document);
      if (at < 0) continue;
      for (let bit = 0, mask = list.sections[at]; mask; bit++, mask >>>= 1) if (mask & 1) sections[bit] += weight;
    }
    hit.section = 0;
    for (let bit = 1; bit < 28; bit++) if (sections[bit] > sections[hit.section] * 1.001) hit.section = bit;
    hit.score *= 1 + TOGETHER * Math.min(1, sections[hit.section] / all);
  }
}

function find(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && sorted[low] === value ? low : -1;
}
