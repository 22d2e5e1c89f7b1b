/**
 * Where a tag ends, read as the tokenizer reads (HTML standard, 13.2.5): a quote counts behind an equals sign, and up to the next one
 * everything is a value. `from` is within the tag; -1 when it has no end.
 */
export function endOfTag(html: string, from: number): number {
  const mark = /=\s*(["'])|>/g;
  mark.lastIndex = from;
  for (let found = mark.exec(html); found; found = mark.exec(html)) {
    if (found[1] === undefined) return found.index + 1;
    const close = html.indexOf(found[1], mark.lastIndex);
    if (close < 0) return -1;
    mark.lastIndex = close + 1;
  }
  return -1;
}
