import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import {
  ada,
  deskByMail as deskOf,
  mailed,
  messagesOf,
  requestOf,
  sweepLater,
  waitingTicket,
} from '../../support/stories.ts';

/** Only the requester's own mail of an answer, come back, sets the clock going again (docs/promise.md section 5). */

const [ANNA, BEA, CARLA, DORA] = ['anna', 'bea', 'carla', 'dora'].map((name) => `${name}@rossi.example`) as [
  string,
  string,
  string,
  string,
];
const TEAM = ['ada@support.example', 'bruno@support.example'];

let desk: MemoryDesk;
let id: string;
let key: string;
/** The return path of each reader's mail of the answer. */
let paths: Record<string, string>;
let before: Ticket;
let reports = 0;

const byAda = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });
const read = async () => (await desk.tickets.get(id)) as Ticket;
const undelivered = async () => (await desk.tickets.getMessage(id, key))?.undelivered;
const pathsSent = () => Object.fromEntries(desk.sent.map(({ recipient, returnPath = '' }) => [recipient, returnPath]));

/** A P1 of Anna's that Bea and Carla read, and that is answered in time. */
beforeEach(async () => {
  desk = deskOf();
  ({ id } = await waitingTicket(desk, { priority: 1 }));
  for (const address of [BEA, CARLA]) await addReader(desk, { ...byAda(), address });
  desk.sent.length = 0;
  const receivedAt = desk.now().toISOString();
  const answer = { ticketId: id, agent: ada, source: 'api:1', text: 'On it.', attachments: [], receivedAt };
  ({ key } = (await respond(desk, { ...answer, tellBy: 'call' })).message);
  await desk.team.drain();
  paths = pathsSent();
  desk.sent.length = 0;
  before = await read();
});

/** A report to a return path, that names any mailbox and any mail of ours. */
async function report(path = '', { names = ANNA, about = '', status = '5.1.1', to = path } = {}) {
  reports += 1;
  const raw = `Message-ID: <dsn-${reports}@mx.example>
From: MAILER-DAEMON@mx.example
To: ${to}
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=r

--r
Content-Type: text/plain

The following address failed.
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ${names}
Action: failed
Status: ${status}

--r
Content-Type: text/rfc822-headers

Message-ID: ${about}
To: ${ANNA}
--r--
`;
  const notification = { id: `dsn-${reports}`, recipients: [path], envelopeFrom: '', authenticated: false };
  await receiveMail(desk, arrives(desk, raw, notification));
  await desk.team.drain();
  return read();
}

/** What a report must not have moved. */
async function expectUnmoved() {
  const { state, clock, firstResponse, timer, requester, lastPublic } = before;
  expect(await read()).toMatchObject({ state, clock, firstResponse, timer, requester, lastPublic });
  expect(await undelivered()).toBeUndefined();
  expect(desk.scheduled.size).toBe(0);
}

const linesOf = ({ audit }: Ticket) => audit.filter(({ action }) => action === 'not delivered');

it('each reader’s mail has a return path of its own', () => {
  expect(new Set([ANNA, BEA, CARLA].map((reader) => paths[reader])).size).toBe(3);
});

describe('the requester’s mail comes back', () => {
  it.each([
    ['as it was sent', ANNA],
    ['named by the mailbox behind an alias', 'mbox4711@hosting.example'],
    ['though the report names somebody who is copied', BEA],
  ])('%s: the clock runs again, and the agents hear of it', async (_, names) => {
    const after = await report(paths[ANNA], { names });
    expect(after).toMatchObject({ state: 'waiting', timer: { registered: true } });
    expect(await undelivered()).toContain('5.1.1');
    expect(linesOf(after).map(({ detail }) => detail)).toEqual([expect.stringContaining(`${key} to ${ANNA}: `)]);
    expect(mailed(desk)).toEqual(TEAM);
    expect(desk.sent[0]?.text).toContain('An answer did not reach the customer');
  });

  it('from the address that they wrote from, and read at when they were answered', async () => {
    const moves = `From: ${ANNA}\nReply-To: ${DORA}\nTo: help@support.example\nSubject: Re: [${id}] The door\n\nThank you.\n`;
    await receiveMail(desk, arrives(desk, moves, { id: 'moves' }));
    expect((await read()).requester).toMatchObject({ address: DORA, from: ANNA });
    expect(await report(paths[ANNA])).toMatchObject({ state: 'waiting' });
  });

  it('after it was sent again: the newest path alone says it', async () => {
    await report(paths[ANNA]);
    desk.sent.length = 0;
    await resendAnswer(desk, { ticketId: id, messageKey: key });
    const again = pathsSent();
    expect(await report(paths[ANNA])).toMatchObject({ state: 'answered' });
    expect(await report(again[BEA])).toMatchObject({ state: 'answered' });
    expect(await report(again[ANNA])).toMatchObject({ state: 'waiting' });
  });
});

describe('the mail of one who is copied comes back', () => {
  it.each([
    ['and says so', { names: BEA }],
    ['and names the requester', { names: ANNA }],
    ['and names the mailbox behind an alias', { names: 'mbox4711@hosting.example' }],
    ['and names another who is copied', { names: CARLA }],
    ['and encloses the requester’s mail', { names: ANNA, about: 'sentAs' }],
    ['and is addressed to the requester’s return path', { names: ANNA, to: 'path' }],
  ])('%s: it is a line of the trail and word to the agents, no more', async (_, how) => {
    const sentAs = (await desk.tickets.getMessage(id, key))?.sentAs ?? '';
    const about = 'about' in how ? sentAs : '';
    const after = await report(paths[BEA], { ...how, about, to: 'to' in how ? String(paths[ANNA]) : paths[BEA] });
    await expectUnmoved();
    expect(linesOf(after).map(({ detail }) => detail)).toEqual([expect.stringContaining(`${key} to ${BEA}: `)]);
    expect(mailed(desk)).toEqual(TEAM);
    expect(desk.sent[0]?.text).toContain(`it is about the mail to ${BEA}, not the requester's`);
  });

  it('and who was copied asks now: the answer had not gone to them as the requester', async () => {
    await correctRequester(desk, { ...byAda(), requester: { address: BEA } });
    expect(await report(paths[BEA])).toMatchObject({ state: 'answered' });
    expect(await undelivered()).toBeUndefined();
  });

  it('again and again: the agents are not mailed each time', async () => {
    for (let round = 0; round < 30; round += 1) await report(paths[BEA], { status: `5.1.${round}` });
    await expectUnmoved();
    expect(mailed(desk).length).toBeLessThan(30);
  });
});

describe('the mail of one who reads no more comes back: it changes nothing, and tells nobody', () => {
  const left = {
    'somebody copied whom an agent removed': async () => {
      await removeReader(desk, { ...byAda(), address: BEA });
      return BEA;
    },
    'the requester of then, whom an agent corrected': async () => {
      await correctRequester(desk, { ...byAda(), requester: { address: DORA } });
      return ANNA;
    },
    'somebody copied, removed with their mail sent again': async () => {
      await report(paths[ANNA]);
      await sweepLater(desk);
      desk.sent.length = 0;
      await resendAnswer(desk, { ticketId: id, messageKey: key });
      paths = pathsSent();
      await removeReader(desk, { ...byAda(), address: CARLA });
      return CARLA;
    },
  };
  it.each(Object.entries(left))('%s', async (_, leave) => {
    const gone = await leave();
    await desk.team.drain();
    desk.sent.length = 0;
    before = await read();
    for (const names of [gone, ANNA, DORA, 'mbox4711@hosting.example']) {
      expect(await report(paths[gone], { names })).toEqual(before);
    }
    await expectUnmoved();
    expect(mailed(desk)).toEqual([]);
    // Kept all the same: a report may be of use to whoever looks for it.
    const said = (await messagesOf(desk, id)).filter(({ warnings }) =>
      warnings.includes('it is about a mail to somebody who reads no more: it moves nothing'),
    );
    expect(said).toHaveLength(4);
  });

  it('and who is copied again reads again', async () => {
    await removeReader(desk, { ...byAda(), address: BEA });
    await addReader(desk, { ...byAda(), address: BEA });
    expect(linesOf(await report(paths[BEA]))).toHaveLength(1);
    await expectUnmoved();
  });
});

describe('a report that only encloses the requester’s mail moves nothing', () => {
  it.each([
    ['at the desk', () => 'help@support.example'],
    ['at a path of a copy made the requester’s', () => paths[BEA]?.replace(/-\w{8}\./, `-${hashIn(paths[ANNA])}.`)],
    ['at a path of a copy without whom it went to', () => paths[BEA]?.replace(/-\w{8}\./, '.')],
  ])('%s', async (_, path) => {
    const sentAs = (await desk.tickets.getMessage(id, key))?.sentAs ?? '';
    expect(sentAs).not.toBe('');
    expect(linesOf(await report(path(), { about: sentAs }))).toEqual([]);
    await expectUnmoved();
  });
});

const hashIn = (path = '') => /-(\w{8})\./.exec(path.replace('b.t-', ''))?.[1] ?? '';

describe('an acknowledgement', () => {
  const acknowledged = async () => {
    desk = deskOf();
    const { ticket } = await openTicket(desk, requestOf(desk));
    await desk.team.drain();
    id = ticket.id;
    const path = pathsSent()[ANNA];
    desk.sent.length = 0;
    return path;
  };

  it('to the requester: the agents hear of it, whomever the report names', async () => {
    const path = await acknowledged();
    expect(linesOf(await report(path, { names: 'mbox4711@hosting.example' }))).toMatchObject([
      { detail: expect.stringContaining(`acknowledgement to ${ANNA}`) },
    ]);
    expect(mailed(desk)).toEqual(TEAM);
  });

  it('to whoever was the requester before an agent corrected that: nobody hears of it', async () => {
    const path = await acknowledged();
    await correctRequester(desk, { ...byAda(), requester: { address: DORA } });
    await desk.team.drain();
    desk.sent.length = 0;
    expect(linesOf(await report(path))).toEqual([]);
    expect(mailed(desk)).toEqual([]);
  });
});
