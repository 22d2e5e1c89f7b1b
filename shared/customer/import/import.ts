import type * as z from 'zod';
import { type Columns, quote, type Row, type RowError, readRows } from './csv.ts';
import { readYamlRows } from './yaml.ts';

/** How a file is written. */
export type Format = 'csv' | 'yaml';

/** All of a file or nothing of it: what to write, or every error with its line. */
export type Imported<T> = { ok: true; records: T[] } | { ok: false; errors: RowError[] };

/** What no two rows of a file may share. */
type Unique = {
  of: (row: Row) => string[];
  /** Says what is wrong with a key for reasons outside the file, or undefined. `ids` are the ids in the file. */
  refuse?: (key: string, ids: ReadonlySet<string>) => string | undefined;
};

/** The rules of one kind of file. */
type Rules<T> = {
  columns: Columns;
  /** Left out: CSV. */
  format?: Format | undefined;
  /** Reads the cells of a row; the first part of an issue's path is the column. */
  row: z.ZodType<T, unknown>;
  /** The record as the columns say it that its row has, where that is another one than with empty cells. */
  byColumns?: (record: T, has: (column: string) => boolean) => T;
  /** By column. */
  unique: { id: Unique } & Record<string, Unique>;
};

/** Reads a whole file by its rules. Nothing is given for writing when anything is wrong. */
export function importRows<T>(text: string, rules: Rules<T>): Imported<T> {
  const readFile = rules.format === 'yaml' ? readYamlRows : readRows;
  const { rows, errors: unreadable } = readFile(text, rules.columns);
  const read = rows.map((row) => ({ row, result: rules.row.safeParse(row.cells) }));
  const wrong = read.flatMap(({ row, result }) => (result.error?.issues ?? []).map((issue) => atLine(row, issue)));
  const errors = [...unreadable, ...wrong, ...uniqueErrors(rows, rules)].sort((a, b) => a.line - b.line);
  if (errors.length > 0) return { ok: false, errors };
  const { byColumns = (record: T) => record } = rules;
  const recordOf = ({ given }: Row, record: T) => byColumns(record, (column) => given.includes(column));
  return { ok: true, records: read.flatMap(({ row, result }) => (result.success ? [recordOf(row, result.data)] : [])) };
}

/** An error as one line of text: `line 3, plan: "gold" is no plan; use basic or premium`. */
export function describeError({ line, field, message }: RowError): string {
  return `line ${line}${field === undefined ? '' : `, ${field}`}: ${message}`;
}

function atLine(row: Row, issue: z.core.$ZodIssue): RowError {
  const field = String(issue.path[0]);
  return { line: lineOf(row, field), field, message: issue.message };
}

function lineOf({ line, lines }: Row, field: string): number {
  return lines?.[field] ?? line;
}

function uniqueErrors<T>(rows: Row[], { unique }: Rules<T>): RowError[] {
  const ids = new Set(rows.flatMap((row) => unique.id.of(row)));
  return Object.entries(unique).flatMap(([field, { of, refuse }]) => {
    const first = new Map<string, number>();
    const check = (key: string, line: number): string | undefined => {
      const earlier = first.get(key);
      if (earlier !== undefined) return `${quote(key)} is on line ${earlier} already; keep one`;
      first.set(key, line);
      return refuse?.(key, ids);
    };
    return rows.flatMap((row) =>
      of(row).flatMap((key) => {
        const line = lineOf(row, field);
        const message = check(key, line);
        return message === undefined ? [] : [{ line, field, message }];
      }),
    );
  });
}
