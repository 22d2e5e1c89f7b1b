import { CUSTOMERS } from '../../../shared/aws/keys.ts';
import type { Item, Table } from '../../../shared/aws/table.ts';
import type { Io } from '../command.ts';
import { scan } from '../doctor/scan.ts';
import { showProgress } from '../progress.ts';
import type { Who } from './erased.ts';

/** An address as most are, wherever it stands (in a key: `CONTACT#anna@acme.example`), and any other; from where a word begins, so that each is looked through once. */
const MOST = /(?<![\w.+%'-])[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+/g;
const ANY = /(?<![^\s<>()[\]\\,;:"@])[^\s<>()[\]\\,;:"@]+@[^\s<>()[\]\\,;:"@]+/g;
/** What a sentence puts around one. */
const AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/**
 * The erased whom an item of these tables names, found by hashing every address and every customer there; customers first: by their records their
 * people are found. Throws what a store says.
 */
export async function namedIn(
  tables: readonly Table[],
  isErased: (who: Who) => boolean,
  io: Pick<Io, 'stderr'>,
): Promise<Who[]> {
  const names = new Map<string, Who>();
  const seen = new Set<string>();
  const note = (name: string, who: Who) => {
    if (seen.has(name)) return;
    seen.add(name);
    if (isErased(who)) names.set(name, who);
  };
  const progress = showProgress(io.stderr);
  let looked = 0;
  for (const table of tables) {
    for await (const item of scan(table)) {
      progress.at(++looked);
      for (const id of customersIn(item)) note(`customer ${id}`, { customer: id });
      for (const address of addressesIn(JSON.stringify(item).toLowerCase())) note(address, { address });
    }
  }
  progress.end();
  return [...names.values()].sort((a, b) => Number('address' in a) - Number('address' in b));
}

/** What may be an address in an item, given as JSON in lower case: as it stands there, and without what a sentence puts around it. */
export function addressesIn(json: string): string[] {
  // The letter of an escape is none of the word behind it: `\n` in JSON, `%40` in a link.
  const text = json
    .replace(/\\[bfnrt]/g, ' ')
    .replace(/%([2-7][0-9a-f])/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return [...text.matchAll(MOST), ...text.matchAll(ANY)].flatMap(([each]) => [each, each.replace(AROUND, '')]);
}

function customersIn({ pk, sk, customer }: Item): string[] {
  const { id } = (customer ?? {}) as { id?: unknown };
  return [...(pk === CUSTOMERS ? [String(sk)] : []), ...(typeof id === 'string' ? [id] : [])];
}
