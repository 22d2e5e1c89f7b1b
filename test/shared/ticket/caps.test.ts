import { beforeEach, describe, expect, it } from 'vitest';
import {
  type AutomaticMail,
  DEFAULT_CAPS,
  noteSent,
  type Permission,
  type SendCounter,
  type SentMail,
  sentMailSchema,
} from '../../../shared/ticket/caps.ts';
import { memoryCounter } from '../../support/memory-counter.ts';
import { sendWithinCaps } from '../../support/within-caps.ts';

const START = Date.parse('2026-11-30T08:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

let counter: SendCounter;
/** The list of each ticket. */
let tickets: Map<string, SentMail[]>;

beforeEach(() => {
  counter = memoryCounter();
  tickets = new Map();
});

/** Sends an acknowledgement to Anna, unless the test says otherwise, if it may go. */
async function send(seconds: number, ticket: string, change: Partial<AutomaticMail> = {}): Promise<Permission> {
  const to = 'anna@rossi.example';
  const mail: AutomaticMail = { to, at: at(seconds), purpose: 'acknowledgement', team: false, ...change };
  const sent = tickets.get(ticket) ?? [];
  const isOwn = (address: string) => address === 'help@support.example';
  const permission = await sendWithinCaps({ caps: DEFAULT_CAPS, counter, isOwn }, mail, sent);
  if (permission.send) tickets.set(ticket, noteSent(sent, mail));
  return permission;
}

/** How many of so many mails go, `every` seconds apart. */
async function sendMany(
  many: number,
  every: number,
  ticketOf: (index: number) => string,
  change: Partial<AutomaticMail> = {},
) {
  let went = 0;
  for (let index = 0; index < many; index += 1) {
    if ((await send(index * every, ticketOf(index), change)).send) went += 1;
  }
  return went;
}

const one = () => 'T-1';
const each = (index: number) => `T-${index}`;

describe('automatic mail', () => {
  it.each([
    ['an address of ours', 'Help@support.example', 'it is an address of ours'],
    ['a no-reply address', 'noreply@shop.example', 'it is an address that is not read'],
  ])('never goes to %s, even if it escalates', async (_, to, reason) => {
    expect(await send(0, 'T-1', { to, team: true, purpose: 'escalation' })).toEqual({ send: false, reason });
  });

  it('goes to one recipient ten times in ten minutes about one ticket', async () => {
    expect(await sendMany(11, 59, one, { purpose: 'notice' })).toBe(10);
    expect(await send(10 * 59 + 1, 'T-1', { purpose: 'notice' })).toEqual({
      send: false,
      reason: 'it has had 10 mails about this ticket in 10 minutes',
    });
    expect(await send(601, 'T-1', { purpose: 'notice' })).toEqual({ send: true });
  });

  it('goes to each recipient of a ticket for itself, however their addresses are written', async () => {
    await sendMany(10, 1, one, { purpose: 'notice' });
    expect(await send(11, 'T-1', { purpose: 'notice', to: 'bruno@rossi.example' })).toEqual({ send: true });
    expect(await send(11, 'T-1', { purpose: 'notice', to: 'ANNA@rossi.example' })).toMatchObject({ send: false });
  });

  it('goes to one recipient thirty times in ten minutes about all tickets', async () => {
    expect(await sendMany(40, 1, each, { purpose: 'notice' })).toBe(30);
    expect(await send(40, 'T-x', { purpose: 'notice' })).toMatchObject({ reason: 'it has had 30 mails in 10 minutes' });
    expect(await send(639, 'T-x', { purpose: 'notice' })).toEqual({ send: true });
  });

  it('goes to one recipient a hundred times a day, and again the next day', async () => {
    expect(await sendMany(150, 300, each)).toBe(100);
    expect(await send(150 * 300, 'T-x')).toMatchObject({ reason: 'it has had 100 mails today' });
    expect(await send(16 * 3600, 'T-x')).toEqual({ send: true });
  });

  it('acknowledges five of a burst, and the next mail after it', async () => {
    expect(await sendMany(8, 10, each)).toBe(5);
    expect(await send(80, 'T-x')).toMatchObject({ reason: 'it has had 5 acknowledgements in 10 minutes' });
    expect(await send(680, 'T-x')).toEqual({ send: true });
  });

  it('goes to the team as often as there are tickets', async () => {
    expect(await sendMany(500, 1, each, { purpose: 'notice', team: true })).toBe(500);
  });

  it('of one ticket stops for the team too, but never an escalation', async () => {
    expect(await sendMany(50, 1, one, { purpose: 'notice', team: true })).toBe(10);
    expect(await send(50, 'T-1', { purpose: 'escalation', team: true })).toEqual({ send: true });
  });
});

describe('the list that a ticket keeps', () => {
  it('holds ten minutes, and never more than an item can', async () => {
    let sent: SentMail[] = [];
    for (let second = 0; second < 700; second += 1) sent = noteSent(sent, { to: 'a@b.example', at: at(second) });
    expect(sent).toHaveLength(100);
    const [alone, ...others] = noteSent(sent, { to: 'A@b.example', at: at(3_000) });
    expect([alone, others]).toEqual([{ to: sent[0]?.to, at: at(3_000) }, []]);
    expect(sentMailSchema.array().parse(sent)).toEqual(sent);
  });
});
