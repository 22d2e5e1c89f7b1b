import { CELLS, type Cell, type Row } from '../../support/section-5.ts';
import type { RunningDesk } from './desk.ts';
import { waitFor } from './wait-for.ts';

/** A ticket as the agents' API shows it, as far as the table of section 5 is about it. */
export type Shown = {
  id: string;
  state: string;
  awaits: string;
  priority: number;
  openedAt: string;
  disputed: string | null;
  requester: { address: string };
  links: { ticket: string; kind: string }[];
  participants: { address: string }[];
  fromOutside: { message: string }[];
  clock: { start: string; respondBy: string; counted: { at: string }[] };
  messages: { id: string; at: string; text: string }[];
};

/** A cell on a running desk. */
export type Prepared = Cell & {
  /** Words that are nowhere else: in the subjects, and in what is written. */
  name: string;
  words: string;
  /** The ticket that is written to, and the one that goes on for it: itself as a rule. */
  id: string;
  stands: string;
  /** The address of the ticket that its acknowledgement is signed for. */
  signed: string;
  /** As it stood before. */
  before: Shown;
};

/** As many requests at once as the desk has workers; more only wait. */
const AT_ONCE = 6;

/** How to wait for much at once: a look at hundreds of mails or tickets costs the desk more than a mail does, and what is awaited takes a minute. */
export const RARELY = { seconds: 300, pauseMs: 3_000 };

/** Gives each cell of these rows its ticket, all side by side. Its words have an `o`, which no signature or number of ours has. */
export async function prepare(desk: RunningDesk, rows: readonly Row[]): Promise<Prepared[]> {
  const cells = CELLS.map((cell, index) => ({ ...cell, name: `c${index}x`, words: `word${index}x` })).filter(
    ({ row }) => rows.includes(row),
  );
  // Twins first: of two tickets of one requester the later is the duplicate.
  const twins = cells.filter(({ row }) => isTwin(row));
  await each(twins, ({ name }) => opens(desk, name, `Twin ${name}`));
  await each(cells, ({ name }) => opens(desk, name, `Cell ${name}`, `carla@${name}.example`));
  const ids = await idsOf(desk, [
    ...twins.map(({ name }) => `Twin ${name}`),
    ...cells.map(({ name }) => `Cell ${name}`),
  ]);
  const idOf = ({ name }: Named) => ids.get(`Cell ${name}`) ?? '';
  const signed = await signedAddresses(desk, cells.map(idOf));
  return each(cells, async (cell) => {
    const id = idOf(cell);
    const tickets = { id, stands: ids.get(`Twin ${cell.name}`) ?? id, signed: signed.get(id) ?? '' };
    await becomes(desk, cell, tickets);
    return { ...cell, ...tickets, before: await shown(desk, tickets.stands) };
  });
}

type Named = { name: string };

const isTwin = (row: Row) => row === 'duplicate' || row.startsWith('twin');
const requesterOf = (name: string) => `anna@${name}.example`;

function opens(desk: RunningDesk, name: string, subject: string, cc?: string): Promise<unknown> {
  const from = requesterOf(name);
  return desk.mail({ from, login: from, subject, text: 'Nobody gets in.', ...(cc && { cc }) });
}

/** The tickets with these subjects, once they are all there. */
async function idsOf(desk: RunningDesk, subjects: readonly string[]): Promise<Map<string, string>> {
  return waitFor(
    `${subjects.length} tickets`,
    async () => {
      const ids = new Map((await allTickets(desk)).map(({ subject, id }) => [subject, id]));
      return subjects.every((subject) => ids.has(subject)) ? ids : undefined;
    },
    RARELY,
  );
}

async function allTickets(desk: RunningDesk): Promise<{ id: string; subject: string }[]> {
  const all: { id: string; subject: string }[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page = await desk.api(`/api/tickets?limit=100${next && `&cursor=${next}`}`);
    const { tickets, next: more } = (await page.json()) as { tickets: typeof all; next: string | null };
    all.push(...tickets);
    next = more;
  }
  return all;
}

async function shown(desk: RunningDesk, id: string): Promise<Shown> {
  return (await (await desk.api(`/api/tickets/${id}`)).json()) as Shown;
}

/** Brings a ticket, or its twin, into the row's state, by the agents' API. */
async function becomes(
  desk: RunningDesk,
  { row, name }: Named & { row: Row },
  { id, stands, signed }: Pick<Prepared, 'id' | 'stands' | 'signed'>,
): Promise<void> {
  const answer = (ticket: string) => write(desk, `/api/tickets/${ticket}/responses`, 'POST', { text: 'Try it.' });
  const close = (ticket: string, change: object = {}) =>
    write(desk, `/api/tickets/${ticket}`, 'PATCH', { state: 'closed', ...change });
  if (row === 'answered') await answer(id);
  if (row === 'closed' || row === 'long closed') await answer(id).then(() => close(id));
  if (row === 'spam' || row === 'spam again' || row === 'long spam') await close(id, { reason: 'spam' });
  if (row === 'spam again') {
    const from = requesterOf(name);
    await desk.mail({ from, login: from, to: signed, subject: `Re: Cell ${name}`, text: 'It is none.' });
    await waitFor('the dispute', async () => ((await shown(desk, id)).state === 'waiting' ? true : undefined));
    await close(id, { reason: 'spam' });
  }
  if (row === 'withdrawn') await close(id, { reason: 'withdrawn' });
  if (isTwin(row)) await close(id, { reason: 'duplicate', twin: stands });
  if (row === 'twin closed') await answer(stands).then(() => close(stands));
  if (row === 'twin spam') await close(stands, { reason: 'spam' });
  if (row === 'twin withdrawn') await close(stands, { reason: 'withdrawn' });
}

async function write(desk: RunningDesk, path: string, method: string, body: object): Promise<void> {
  const response = await desk.api(path, { method, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
}

/** The signed address of each ticket, from its acknowledgement: the mailbox is long, and read once for all. */
async function signedAddresses(desk: RunningDesk, ids: readonly string[]): Promise<Map<string, string>> {
  return waitFor(
    'the acknowledgements',
    async () => {
      const mails = (await desk.mailbox()).filter(({ destination }) => destination.to.join().includes('anna@'));
      const found = ids.map((id) => [id, mails.find(({ subject }) => subject.includes(id))?.replyTo[0] ?? ''] as const);
      return found.every(([, address]) => address !== '') ? new Map(found) : undefined;
    },
    RARELY,
  );
}

/** Has the mail of each cell written, all side by side. */
export async function writeAll(desk: RunningDesk, cells: readonly Prepared[]): Promise<void> {
  await each(cells, async ({ who, what, name, words, id, signed }) => {
    const addresses = { participant: `carla@${name}.example`, outside: `eve@${words}.example` };
    const from = addresses[who as keyof typeof addresses] ?? requesterOf(name);
    const isToSigned = who !== 'claims to be' && who !== 'outside';
    const isProved = who === 'proved' || who === 'participant' || who === 'outside';
    await desk.mail({
      from,
      ...(isProved && { login: from }),
      ...(isToSigned && { to: signed }),
      // Who was copied answers to all: the address is the requester's own.
      ...(who === 'participant' && { cc: requesterOf(name) }),
      subject: `Re: Cell ${name} [${id}]`,
      text: what === 'P1' ? `P1\nAll is down, ${words}.` : `There is more, ${words}.`,
      ...(who === 'robot' && { headers: { 'Auto-Submitted': 'auto-replied' } }),
    });
  });
}

/** What became of a cell. */
export type Result = { after: Shown; added: Shown['messages']; fresh: Shown[] };

/** What became of each cell, once the mail of each is on a ticket. */
export async function results(desk: RunningDesk, cells: readonly Prepared[]): Promise<Map<string, Result>> {
  return waitFor(
    'what became of all cells',
    async () => {
      const tickets = await allTickets(desk);
      const found = await each(cells, async (cell) => [cell.name, await resultOf(desk, cell, tickets)] as const);
      return found.every(([, { added, fresh }]) => added.length + fresh.length > 0) ? new Map(found) : undefined;
    },
    RARELY,
  );
}

async function resultOf(
  desk: RunningDesk,
  cell: Prepared,
  tickets: Awaited<ReturnType<typeof allTickets>>,
): Promise<Result> {
  const { name, words, id, stands } = cell;
  const others = tickets.filter((one) => one.subject.includes(`Cell ${name}`) && one.id !== id && one.id !== stands);
  const fresh = await Promise.all(others.map((one) => shown(desk, one.id)));
  const after = await shown(desk, stands);
  return { after, fresh, added: after.messages.filter(({ text }) => text.includes(words)) };
}

/** `work` on each, some at once, in order. */
async function each<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < all.length) {
      const index = next++;
      results[index] = await work(all[index] as T);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
