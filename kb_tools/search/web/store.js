// Files of an index, each read once; what is missing or damaged is a problem to tell, never an exception.

export class Store {
  constructor(fetchFn, baseUrl) {
    this.fetchFn = fetchFn;
    this.baseUrl = baseUrl;
    this.files = new Map();
  }

  /** A file's bytes; throws when there are none. */
  async bytes(name) {
    const answer = await this.fetchFn(this.baseUrl + name);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.arrayBuffer();
  }

  /** A file as `read` makes it, read once; null and a problem when it cannot be. `optional`: it may well not exist. */
  async file(name, read, problems, optional = false) {
    if (!this.files.has(name)) {
      const loaded = this.bytes(name)
        .then(read)
        .catch(() => {
          this.files.delete(name); // the next query tries again
          return null;
        });
      this.files.set(name, loaded);
    }
    const value = await this.files.get(name);
    if (value === null && !optional) problems.add("partial");
    return value;
  }

  /** Forget what was read. */
  clear() {
    this.files.clear();
  }
}
