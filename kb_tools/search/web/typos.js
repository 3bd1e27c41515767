// What a misspelt Latin word may have meant: words of the index within one or two slips of the finger.

/** Edits between two words, counting two swapped letters as one (Damerau-Levenshtein, restricted); `limit + 1` if more. */
export function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = null;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let value = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2] + 1);
      next.push(value);
      least = Math.min(least, value);
    }
    if (least > limit) return limit + 1;
    before = row;
    row = next;
  }
  return row[b.length];
}

/** How many slips are forgiven in a word of this length. */
export function tolerance(word) {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/** Words of the index that `word` may have meant: {word, df, distance}, nearest first, then the most frequent. */
export function nearest(word, rows, limit = 3) {
  const most = tolerance(word);
  if (!most) return [];
  const found = [];
  for (const row of rows) {
    const cut = row.lastIndexOf(" ");
    const candidate = row.slice(0, cut);
    const edits = distance(word, candidate, most);
    if (edits && edits <= most) found.push({ word: candidate, df: Number(row.slice(cut + 1)), distance: edits });
  }
  found.sort((a, b) => a.distance - b.distance || b.df - a.df || (a.word < b.word ? -1 : 1));
  return found.filter((one) => one.df && one.distance === found[0].distance).slice(0, limit);
}
