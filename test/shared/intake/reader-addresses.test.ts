import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { awaitsOf } from '../../../shared/ticket/view.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, requestOf } from '../../support/stories.ts';

/** Each reader holds a signed address of their own: whoever goes takes only theirs along (docs/promise.md section 9, decision 008). */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';
const CARLA = 'carla@rossi.example';

let desk: MemoryDesk;
let id: string;
let mails = 0;
/** What the acknowledgement, and an answer to all three, brought each of them. */
let held: Record<string, string>;

beforeEach(async () => {
  desk = deskOf();
  const requester = { address: ANNA, name: 'Anna Rossi', verified: false };
  const participants = [{ address: BEA }, { address: CARLA }];
  id = (await openTicket(desk, requestOf(desk, { requester, participants }))).ticket.id;
  desk.pass(60);
  await answer();
  held = Object.fromEntries(desk.sent.map(({ recipient, replyTo }) => [recipient, replyTo]));
  desk.sent.length = 0;
  desk.pass(600);
});

const by = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });
const remove = (address: string) => removeReader(desk, { ...by(), address });

async function answer(): Promise<void> {
  const one = { source: `test:${++mails}`, text: 'Try it.', attachments: [], tellBy: 'call' } as const;
  await respond(desk, { ...by(), ...one, attachments: [], receivedAt: desk.now().toISOString() });
}

type Mail = { proved?: boolean; cc?: string; text?: string };

/** Gives how the desk took it. */
async function write(from: string, to: string, { proved = false, cc, text = 'Any news?' }: Mail = {}) {
  desk.pass(60);
  mails += 1;
  const head = [`Message-ID: <w${mails}@x.example>`, `From: ${from}`, `To: ${to}`, ...(cc ? [`Cc: ${cc}`] : [])];
  const raw = `${head.join('\n')}\nSubject: Re: The door\n\n${text} ${mails}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `w${mails}`, recipients: [to], authenticated: proved }));
  await desk.team.drain();
  return (await messagesOf(desk, id)).at(-1)?.fromOutside ? 'outside' : 'known';
}

const notice = () => desk.sent.findLast(({ recipient }) => recipient === 'ada@support.example')?.text ?? '';

it('no two readers have the same address, and none spells out whose it is', () => {
  const addresses = [ANNA, BEA, CARLA].map((reader) => held[reader] ?? '');
  expect(new Set(addresses).size).toBe(3);
  expect(addresses.join()).not.toMatch(/anna|bea|carla/);
});

describe('once somebody is taken out', () => {
  it('the requester and who remains are known by the addresses they had, unproved', async () => {
    await remove(CARLA);
    expect(await write(ANNA, held[ANNA] ?? '')).toBe('known');
    expect(await write(BEA, held[BEA] ?? '')).toBe('known');
    expect(notice()).toContain('The customer wrote again');
    expect((await getTicket(desk, id)).outside).toBeUndefined();
  });

  it.each([ANNA, BEA, CARLA])(
    'the address of whoever is gone proves nothing, whoever stands in From: %s',
    async (from) => {
      await remove(CARLA);
      expect(await write(from, held[CARLA] ?? '', { proved: from === CARLA })).toBe('outside');
    },
  );

  it.each([
    ['the requester answered to all', () => write(ANNA, held[ANNA] ?? '', { cc: CARLA })],
    ['somebody else used it', () => write(BEA, held[ANNA] ?? '')],
    ['they used it themself', () => write(CARLA, held[ANNA] ?? '')],
  ])('the requester’s own proves nothing when others had it too, and the next one does: %s', async (_, shown) => {
    expect(await shown()).toBe('known');
    expect(await write(ANNA, held[ANNA] ?? '')).toBe('known');
    await remove(CARLA);
    expect(await write(ANNA, held[ANNA] ?? '')).toBe('outside');
    expect(await write(BEA, held[BEA] ?? '')).toBe('known');
    await answer();
    const fresh = desk.sent.findLast(({ recipient }) => recipient === ANNA)?.replyTo ?? '';
    expect(await write(ANNA, fresh)).toBe('known');
  });

  it('they are let in again by being added, with the address that they have', async () => {
    await remove(CARLA);
    await addReader(desk, { ...by(), address: CARLA });
    expect(await write(CARLA, held[CARLA] ?? '')).toBe('known');
  });

  it('an address of before readers had their own counts until somebody goes', async () => {
    const old = replyAddress(KEY, SUPPORT, { ticketId: id });
    expect(await write(ANNA, old)).toBe('known');
    await remove(CARLA);
    expect(await write(ANNA, old)).toBe('outside');
  });

  it('of a corrected requester only theirs is void', async () => {
    await correctRequester(desk, { ...by(), requester: { address: 'dora@rossi.example' } });
    expect(await write(BEA, held[BEA] ?? '')).toBe('known');
    expect(await write('dora@rossi.example', held[ANNA] ?? '')).toBe('outside');
  });
});

describe('an unproved mail that claims to be a reader’s', () => {
  const claims = (from: string, text?: string) => write(from, SUPPORT, { ...(text && { text }) });
  /** By the number alone, as whoever writes anew in their mail program. */
  const anew = async (from: string, text = 'Any news?') => {
    desk.pass(60);
    mails += 1;
    const raw = `Message-ID: <w${mails}@x.example>\nFrom: ${from}\nTo: ${SUPPORT}\nSubject: [${id}] The door\n\n${text}\n`;
    await receiveMail(desk, arrives(desk, raw, { id: `w${mails}`, authenticated: false }));
    await desk.team.drain();
    return getTicket(desk, id);
  };

  it('has words of its own, which tell how it is taken in', async () => {
    for (const from of [ANNA, BEA]) {
      expect((await anew(from)).outside?.at(-1)).toMatchObject({ address: from });
      expect(notice()).toContain(`This may be ${from}`);
      expect(notice()).toContain(`#add ${from}`);
      expect(notice()).not.toContain('does not belong');
    }
    await anew('eve@elsewhere.example');
    expect(notice()).toContain('eve@elsewhere.example does not belong');
  });

  it.each<[string, string, () => Promise<Ticket>]>([
    ['#add of the requester', ANNA, () => addReader(desk, { ...by(), address: ANNA })],
    ['#confirm', ANNA, () => confirmRequester(desk, by())],
    ['#add of a participant', BEA, () => addReader(desk, { ...by(), address: BEA })],
    ['#requester', BEA, () => correctRequester(desk, { ...by(), requester: { address: BEA } })],
  ])('is taken in by %s, and awaits an agent; once', async (_, from, take) => {
    await anew('eve@elsewhere.example');
    const before = await anew(from);
    expect([before.outside?.length, awaitsOf(before)]).toEqual([2, 'customer']);
    const after = await take();
    expect(after.outside?.map(({ address }) => address)).toEqual(['eve@elsewhere.example']);
    expect([after.state, awaitsOf(after)]).toEqual(['answered', 'agent']);
    expect(after.lastHeard).toBe(before.outside?.at(-1)?.at);
    expect((await take()).audit).toEqual(after.audit);
  });

  it('raises a waiting ticket once it is taken in, as it would have from its signed address', async () => {
    const source = { source: 'mail:two', messageId: '<anna-2@rossi.example>', priority: 4 as const };
    id = (await openTicket(desk, requestOf(desk, source))).ticket.id;
    await anew(ANNA, 'P3\nIt is worse.');
    expect((await getTicket(desk, id)).outside).toHaveLength(1);
    const after = await addReader(desk, { ...by(), address: ANNA });
    expect(after).toMatchObject({ priority: 3, declared: [{}, { priority: 3, raise: 'unproved' }] });
    expect(after.clock.counted.map(({ priority }) => priority)).toEqual([4, 3]);
  });

  it('is nobody’s reason to be acknowledged or read', async () => {
    await claims(ANNA);
    await anew(BEA);
    await addReader(desk, { ...by(), address: BEA });
    expect((await getTicket(desk, id)).participants.map(({ address }) => address)).toEqual([BEA, CARLA]);
  });
});
