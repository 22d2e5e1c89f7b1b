import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { type Columns, columnName, list, quote, type Row, type RowError } from './csv.ts';
import { readAliases } from './yaml-aliases.ts';

type Cell = { name: string; text: string; line: number };

/** What every part of a file is read with. */
type Reading = { resolve: (node: unknown) => unknown; lineOf: (node: unknown) => number; errors: RowError[] };

/**
 * Rows of a YAML file: a list of mappings whose keys are the columns, each with every column, or one key above such a list. A cell
 * may be a list; `targets: {p1: 2h}` is another way to write `target_p1: 2h`. Aliases are followed, up to a
 * bound. Never throws: what cannot
 * be read is in `errors`, by line.
 */
export function readYamlRows(text: string, columns: Columns): { rows: Row[]; errors: RowError[] } {
  const counter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => counter.linePos(offset).line;
  const broken = document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message: quoteless(message) }));
  if (broken.length > 0) return { rows: [], errors: broken };

  const errors: RowError[] = [];
  const { resolve, excess } = readAliases(document);
  const reading: Reading = { resolve, errors, lineOf: (node) => lineAt(offsetOf(node)) };
  if (excess) return { rows: [], errors: [{ line: reading.lineOf(excess.node), message: excess.message }] };
  const contents = listIn(document.contents);
  if (!isSeq(contents) || contents.items.length === 0) {
    return { rows: [], errors: [{ line: 1, message: `the file is no list; write one of ${list(columns)}` }] };
  }
  const rows = contents.items.flatMap((item) => rowOf(resolve(item), columns, reading));
  return { rows, errors };
}

/** The list itself, or the one below a single key such as `customers`. */
function listIn(contents: unknown): unknown {
  return isMap(contents) && contents.items.length === 1 ? contents.items[0]?.value : contents;
}

function rowOf(item: unknown, columns: Columns, reading: Reading): Row[] {
  const line = reading.lineOf(item);
  if (!isMap(item)) {
    reading.errors.push({ line, message: `this is no mapping; write ${list(columns)}` });
    return [];
  }
  const cells = cellsOf(item, reading);
  const unknown = cells.filter(({ name }) => !Object.hasOwn(columns, name));
  for (const { name, line } of unknown) {
    reading.errors.push({ line, field: quote(name), message: `there is no such field; use ${list(columns)}` });
  }
  const byName = new Map(cells.map((cell) => [cell.name, cell]));
  const names = Object.keys(columns);
  return [
    {
      line,
      given: [...byName.keys()],
      cells: Object.fromEntries(names.map((name) => [name, byName.get(name)?.text ?? ''])),
      lines: Object.fromEntries(cells.map(({ name, line }) => [name, line])),
    },
  ];
}

function cellsOf(map: YAMLMap, reading: Reading): Cell[] {
  return map.items.flatMap((pair) => {
    const name = columnName(String(isScalar(pair.key) ? pair.key.value : pair.key));
    const value = reading.resolve(pair.value);
    return isMap(value) ? nestedCells(name, value, reading) : [{ name, ...cellOf(pair, value, reading) }];
  });
}

/** `targets: {p1: 2h}` and `targets: {1: 2h}` are `target_p1`. */
function nestedCells(plural: string, map: YAMLMap, reading: Reading): Cell[] {
  return map.items.map((pair) => {
    const key = columnName(String(isScalar(pair.key) ? pair.key.value : pair.key)).replace(/^(?=\d)/, 'p');
    const value = reading.resolve(pair.value);
    return { name: `${plural.replace(/s$/, '')}_${key}`, ...cellOf(pair, value, reading) };
  });
}

function cellOf(pair: Pair, value: unknown, reading: Reading): Omit<Cell, 'name'> {
  const line = reading.lineOf(pair.key);
  const parts = isSeq(value) ? value.items.map((item) => reading.resolve(item)) : [value];
  if (parts.some((part) => part !== null && !isScalar(part))) {
    reading.errors.push({ line, message: 'write a text here, or a list of texts' });
    return { line, text: '' };
  }
  return { line, text: parts.map(textOf).join(' ') };
}

/** As it was written: `007` stays, and a date is no object. */
function textOf(node: unknown): string {
  if (!isScalar(node) || node.value === null) return '';
  return (node.source ?? String(node.value)).trim();
}

function offsetOf(node: unknown): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) ? Number(range[0]) : 0;
}

/** The parser's message, harmless to a terminal: it may quote the file. */
function quoteless(message: string): string {
  // What the parser makes of its own stack, which a thousand brackets use up.
  if (message.includes('call stack')) return 'this is nested too deep; a file is a list of mappings';
  return message.replace(/\p{C}/gu, ' ').trim();
}
