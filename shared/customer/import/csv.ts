import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';

/** What is wrong in a file, where, and the mend. `line` counts from 1 in the file as it is, the header being the first. */
export type RowError = { line: number; field?: string; message: string };

/** A row by column name; a cell that is not there is an empty one. `given`: the columns that are there. */
export type Row = {
  line: number;
  given: readonly string[];
  cells: Record<string, string> /** Where a cell has a line of its own. */;
  lines?: Record<string, number>;
};

/** The columns of a file: name, and whether the file may do without it. */
export type Columns = Record<string, 'required' | 'open'>;

type Line = { line: number; cells: string[] };

const parsedSchema = z.array(
  z.object({ record: z.array(z.string()), raw: z.string(), info: z.object({ lines: z.number() }) }),
);

/**
 * Rows of a CSV file, each with every column: RFC 4180, and what spreadsheets write (a BOM, `;` or tabs, any line ends, quoted
 * newlines, rows of nothing). Header names are read without regard to case, spaces and hyphens. Never throws: what cannot be
 * read is in `errors`.
 */
export function readRows(text: string, columns: Columns): { rows: Row[]; errors: RowError[] } {
  // csv-parse counts a CRLF inside quotes as two lines, and our line numbers must be those of the admin's editor.
  const normal = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const read = readLines(normal);
  if ('error' in read) return { rows: [], errors: [read.error] };
  const [header, ...lines] = read.lines;
  if (!header) {
    return { rows: [], errors: [{ line: 1, message: `the file is empty; it starts with ${list(columns)}` }] };
  }

  const names = header.cells.map(columnName);
  const missing = missingColumns(names, header.line, columns);
  // Without a required column each row would be wrong the same way.
  if (missing.length > 0) return { rows: [], errors: [...missing, ...strayColumns(names, header.line, columns)] };
  const errors = [...strayColumns(names, header.line, columns), ...lines.flatMap((line) => tooLong(line, names))];
  if (lines.length === 0) errors.push({ line: header.line, message: 'there are no rows below the header' });
  return {
    rows: lines.map(({ line, cells }) => ({ line, given: names, cells: byName(names, cells, columns) })),
    errors,
  };
}

function readLines(text: string): { lines: Line[] } | { error: RowError } {
  try {
    const parsed = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    });
    return { lines: parsedSchema.parse(parsed).map(toLine) };
  } catch (error) {
    if (error instanceof CsvError) return { error: quoteError(error) };
    throw error;
  }
}

/** Quotes are all that can be wrong with the text itself. */
function quoteError(error: CsvError): RowError {
  const { lines, raw } = z.object({ lines: z.number(), raw: z.string() }).parse(error);
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return { line: firstLine(lines, raw), message: 'a quote opens here and never closes; add the closing "' };
  }
  return {
    line: lines,
    message: 'a quote stands inside a cell; quote the whole cell and write "" for each quote in it',
  };
}

function toLine({ record, raw, info }: z.infer<typeof parsedSchema>[number]): Line {
  return { line: firstLine(info.lines, raw), cells: record.map((cell) => cell.trim()) };
}

/** csv-parse gives a record's last line. */
function firstLine(last: number, raw: string): number {
  return last - raw.trim().split('\n').length + 1;
}

/** Spreadsheets take the delimiter from the country (Italy: `;`), so it is read off the header, where no cell needs one. */
function delimiterOf(text: string): string {
  const header = text.trimStart().split('\n', 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** A column's name as it is compared. */
export function columnName(cell: string): string {
  return cell.toLowerCase().replace(/[\s_-]+/g, '_');
}

function missingColumns(names: string[], line: number, columns: Columns): RowError[] {
  const missing = Object.keys(columns).filter((name) => columns[name] === 'required' && !names.includes(name));
  return missing.map((field) => ({ line, field, message: 'this column is missing from the header' }));
}

function strayColumns(names: string[], line: number, columns: Columns): RowError[] {
  const unknown = names.filter((name) => name !== '' && !Object.hasOwn(columns, name));
  const twice = names.filter((name, index) => Object.hasOwn(columns, name) && names.indexOf(name) < index);
  return [
    ...unknown.map((name) => ({ line, field: quote(name), message: `there is no such column; use ${list(columns)}` })),
    ...twice.map((field) => ({ line, field, message: 'this column is there twice' })),
  ];
}

function tooLong({ line, cells }: Line, names: string[]): RowError[] {
  if (!cells.some((cell, index) => cell !== '' && !names[index])) return [];
  const message = `a cell stands below no column; the header has ${names.length}. Quote cells that hold the delimiter`;
  return [{ line, message }];
}

function byName(names: string[], cells: string[], columns: Columns): Record<string, string> {
  return Object.fromEntries(Object.keys(columns).map((name) => [name, cells[names.indexOf(name)] ?? '']));
}

/** The names of columns, for an error. */
export function list(columns: Columns): string {
  return Object.keys(columns).join(', ');
}

/** A cell as an error shows it: quoted, short, and harmless to a terminal. */
export function quote(cell: string): string {
  const shown = cell.replace(/\p{C}/gu, ' ');
  return `"${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}"`;
}
