import type { Tables } from '../desk-tables.ts';

/** What a restored table has behind the name of the table that it was made from. */
const MARK = /-restored-\d{8}T\d{6}Z$/;

/** Characters of a name (CreateTable, Amazon DynamoDB API Reference). */
const MOST = 255;

/** The names of the tables as they were at `at`: always the same, by which a second run finds what the first began. Of a restored table too. */
export function restoredNames({ tickets, people }: Tables, at: Date): Tables {
  const stamp = `-restored-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const named = (table: string) => `${table.replace(MARK, '').slice(0, MOST - stamp.length)}${stamp}`;
  return { tickets: named(tickets), people: named(people) };
}
