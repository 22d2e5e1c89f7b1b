import type { Make } from './fill.ts';
import { HEADER } from './header.ts';
import { HTML_KINDS } from './html.ts';
import { STRUCTURE } from './structure.ts';
import { ENCODING_KINDS, TEXT_KINDS } from './text.ts';

/** Hostile mails by what is hostile in them, each to be had in any size: docs/decisions/004-parse-budget.md. */
export const KINDS: ReadonlyMap<string, Make> = new Map(
  Object.entries({ ...STRUCTURE, ...HEADER, ...HTML_KINDS, ...TEXT_KINDS, ...ENCODING_KINDS }),
);
