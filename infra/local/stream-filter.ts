import type { StreamFilter } from '../stream-filters.ts';

/** Whether a record fits one of the filters, as Lambda looks at it. */
export function fitsOne(filters: readonly StreamFilter[], record: unknown): boolean {
  return filters.some((filter) => fits(filter, record));
}

function fits(filter: StreamFilter, record: unknown): boolean {
  return Object.entries(filter).every(([field, wanted]) => {
    const value = (record as Record<string, unknown> | undefined)?.[field];
    return Array.isArray(wanted) ? wanted.some((each) => matches(each, value)) : fits(wanted, value);
  });
}

function matches(wanted: string | { prefix: string }, value: unknown): boolean {
  if (typeof wanted === 'string') return value === wanted;
  return typeof value === 'string' && value.startsWith(wanted.prefix);
}
