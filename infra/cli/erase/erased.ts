import { createHash } from 'node:crypto';
import { ENV, PREFIX } from '../../../shared/names.ts';
import type { Files } from '../../../shared/ticket/ports.ts';
import { type BucketList, listBucket } from '../bucket-list.ts';

/**
 * Who was erased, kept outside the tables: a backup that is restored knows nothing of it (docs/architecture.md, second stage, decision 6). One object
 * of the mail bucket for each time, which is never changed: its key says all. A hash of what somebody was called, and not signed with a
 * key: keys are retired, and this must hold longer. Whoever may read the bucket and guesses an address can see that it was erased, and nothing else.
 */

/** Somebody by whom tickets are found: the address that asked, or the customer's id. */
export type Who = { address: string } | { customer: string };

/** That somebody was erased, with all that had come before `at` (ISO, UTC). */
type Erased = { kind: 'address' | 'customer'; hash: string; at: string };

/** Those who were erased. */
export type ErasedPersons = {
  all: readonly Erased[];
  /** When this one was last erased, which went for all that came before (ISO, UTC); undefined: never. */
  erasedAt(who: Who): string | undefined;
  /** Whether what came of this one at `at` (ISO, UTC; left out: at any time) was erased, or was to be. */
  isErased(who: Who, at?: string): boolean;
  /** Whether this one was erased in one go with that customer, as a contact of its or in whose name they asked. */
  isErasedWith(customer: string, who: Who): boolean;
  /** Whether this one was erased, and each time in one go with some customer: nobody asked to forget them themself. */
  isErasedAsOneOf(who: Who): boolean;
};

const KEY = new RegExp(`^${PREFIX.erased}(address|customer)/([0-9a-f]{64})/(\\d{1,15})\\.json$`);

/** Those who were erased on a desk that was reached (`reachDesk`). Needs `s3:ListBucket`. Throws what the bucket says. */
export function readErased({ env }: { env: Readonly<Record<string, string | undefined>> }): Promise<ErasedPersons> {
  return erasedIn(listBucket(env[ENV.mailBucket] ?? ''));
}

/** The same, by a list of the bucket's objects. An object that is none of these says nothing. */
export async function erasedIn(bucket: BucketList): Promise<ErasedPersons> {
  const last = new Map<string, Erased>();
  const all = new Map<string, Set<string>>();
  for await (const { key } of bucket.below(PREFIX.erased)) {
    const [, kind, hash = '', ms] = KEY.exec(key) ?? [];
    if (kind !== 'address' && kind !== 'customer') continue;
    const at = new Date(Number(ms)).toISOString();
    const name = `${kind} ${hash}`;
    all.set(name, (all.get(name) ?? new Set()).add(at));
    const before = last.get(name);
    if (!before || before.at < at) last.set(name, { kind, hash, at });
  }
  const times = (who: Who) => {
    const { kind, hash } = hashed(who);
    return all.get(`${kind} ${hash}`) ?? new Set<string>();
  };
  const erasedAt = (who: Who) => {
    const { kind, hash } = hashed(who);
    return last.get(`${kind} ${hash}`)?.at;
  };
  const isErased = (who: Who, at?: string) => {
    const erased = erasedAt(who);
    return erased !== undefined && (at === undefined || at < erased);
  };
  const isErasedWith = (customer: string, who: Who) => [...times(who)].some((at) => times({ customer }).has(at));
  const customers = new Set([...all].flatMap(([name, ats]) => (name.startsWith('customer ') ? [...ats] : [])));
  const isErasedAsOneOf = (who: Who) => isErased(who) && [...times(who)].every((at) => customers.has(at));
  return { all: [...last.values()], erasedAt, isErased, isErasedWith, isErasedAsOneOf };
}

/** Keeps that somebody is erased, with all that came before `at` (ISO, UTC). Throws what the bucket says. */
export async function noteErased(files: Pick<Files, 'write'>, who: Who, at: string): Promise<void> {
  const erased: Erased = { ...hashed(who), at };
  const key = `${PREFIX.erased}${erased.kind}/${erased.hash}/${Date.parse(at)}.json`;
  await files.write(key, Buffer.from(JSON.stringify(erased)), 'application/json');
}

function hashed(who: Who): Omit<Erased, 'at'> {
  const [kind, name] =
    'address' in who ? (['address', who.address.trim().toLowerCase()] as const) : (['customer', who.customer] as const);
  return { kind, hash: createHash('sha256').update(`${kind}:${name}`).digest('hex') };
}
