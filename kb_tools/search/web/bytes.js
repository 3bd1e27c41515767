// Bytes of the published index: the twin of kb_tools/search/encoding.py and shards.py. No DOM, no globals but those that
// every browser and Node have.

const decoder = new TextDecoder();

/** Unpack a zlib stream; throws when it is damaged or cut short. */
export async function unpack(buffer) {
  const stream = new Blob([buffer]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function unpackJson(buffer) {
  return JSON.parse(decoder.decode(await unpack(buffer)));
}

export async function unpackText(buffer) {
  return decoder.decode(await unpack(buffer));
}

/** A place in bytes from which numbers and words are read one after the other. */
export class Cursor {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let value = 0;
    let factor = 1;
    for (;;) {
      if (this.at >= this.bytes.length) throw new RangeError("the file ends too early");
      const byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  }

  words() {
    const count = this.number();
    const found = [];
    let before = new Uint8Array(0);
    for (let i = 0; i < count; i++) {
      const shared = this.number();
      const rest = this.number();
      if (shared > before.length || this.at + rest > this.bytes.length) throw new RangeError("the file ends too early");
      const word = new Uint8Array(shared + rest);
      word.set(before.subarray(0, shared));
      word.set(this.bytes.subarray(this.at, this.at + rest), shared);
      this.at += rest;
      found.push(decoder.decode(word));
      before = word;
    }
    return found;
  }
}

/** Terms of a shard: term -> {df, documents, sections, impacts}, read when somebody asks. */
export class Shard {
  constructor(bytes) {
    const cursor = new Cursor(bytes);
    this.bytes = bytes;
    this.terms = cursor.words();
    this.heads = this.terms.map(() => [cursor.number(), cursor.number(), cursor.number()]);
    this.starts = new Map();
    let at = cursor.at;
    this.terms.forEach((term, i) => {
      this.starts.set(term, [i, at]);
      at += this.heads[i][2];
    });
    if (at !== bytes.length) throw new RangeError("the file has another length than it says");
  }

  df(term) {
    const found = this.starts.get(term);
    return found ? this.heads[found[0]][0] : 0;
  }

  get(term) {
    const found = this.starts.get(term);
    if (!found) return null;
    const [df, count] = this.heads[found[0]];
    const cursor = new Cursor(this.bytes, found[1]);
    const documents = new Int32Array(count);
    const sections = new Int32Array(count);
    let document = -1;
    for (let i = 0; i < count; i++) documents[i] = document += cursor.number() + 1;
    for (let i = 0; i < count; i++) sections[i] = cursor.number();
    return { df, documents, sections, impacts: this.bytes.subarray(cursor.at, cursor.at + count) };
  }

  /** Terms that begin with `prefix`, those of most documents first. */
  completions(prefix, limit) {
    return this.terms
      .filter((term) => term.startsWith(prefix))
      .sort((a, b) => this.df(b) - this.df(a) || (a < b ? -1 : 1))
      .slice(0, limit);
  }
}

/** A shard together with what did not fit into it. */
export class Whole {
  constructor(shard, rest) {
    this.shard = shard;
    this.rest = rest;
  }

  df(term) {
    return this.shard.df(term);
  }

  get(term) {
    const [main, more] = [this.shard.get(term), this.rest.get(term)];
    if (!main || !more) return main;
    const order = [main, more].flatMap((list) => Array.from(list.documents, (document, i) => [document, list.sections[i], list.impacts[i]]));
    order.sort((a, b) => a[0] - b[0]);
    return {
      df: main.df,
      documents: Int32Array.from(order, ([document]) => document),
      sections: Int32Array.from(order, ([, sections]) => sections),
      impacts: Uint8Array.from(order, ([, , impact]) => impact),
    };
  }
}

/** File name of a shard by its first term: FNV-1a, 32 bits, of its UTF-8. */
export function nameOf(term) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(term)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value.toString(16).padStart(8, "0");
}

/** Compare as the index sorts: by UTF-8 bytes, which is by code point. */
export function before(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const high = (code) => code >= 0xd800 && code <= 0xdfff;
      return high(x) === high(y) ? x < y : high(y);
    }
  }
  return a.length < b.length;
}
