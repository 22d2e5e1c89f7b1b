import { beforeEach, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, ticketsOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** Whom an agent makes the requester reads nothing of what another one asked and was answered before (docs/promise.md section 9). */

const ANNA = 'anna@rossi.example';
const MARCO = 'marco@bianchi.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'], language: 'en' as const };

let desk: MemoryDesk;
let id: string;
let mails = 0;

beforeEach(() => {
  desk = deskOf({ customers: [rossi, bianchi] });
});

async function comes(from: string, text: string, subject = `Re: [${id}] The vault`) {
  mails += 1;
  desk.pass(60);
  const raw = `Message-ID: <b${mails}@x.example>\nFrom: ${from}\nTo: help@support.example\nSubject: ${subject}\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `b${mails}`, authenticated: true }));
  await desk.team.drain();
}

async function opens() {
  await comes(ANNA, 'Opening words.', 'The vault');
  id = (await ticketsOf(desk))[0]?.id ?? '';
}

async function answers(text: string) {
  desk.pass(60);
  const one = { source: `test:${++mails}`, text, attachments: [], tellBy: 'call' } as const;
  await respond(desk, { ...byAda(), ...one, attachments: [], receivedAt: desk.now().toISOString() });
}

const byAda = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });

async function isAsked(address: string, name?: string) {
  desk.pass(60);
  await correctRequester(desk, { ...byAda(), requester: { address, name } });
  desk.pass(60);
}

/** What the page of the newest link to this address says, of all these words. */
async function seen(address: string, ...words: string[]) {
  const { text } = desk.sent.findLast(({ recipient }) => recipient === address) ?? {};
  const page = await visit(createHandler(desk)).get(/\/desk\/t\/[^\s"<]+/.exec(text ?? '')?.[0] ?? '');
  expect(page.status).toBe(200);
  return words.filter((each) => page.text.includes(each));
}

const ALL = ['The vault', 'Opening words', 'Early answer', 'Second words', 'Later answer', 'Words of Marco'];

it('shows the new requester of another company what is said from then on, and the old one nothing', async () => {
  await opens();
  await answers('Early answer.');
  await comes(ANNA, 'Second words.');
  await isAsked(MARCO);
  await answers('Later answer.');
  await comes(MARCO, 'Words of Marco.');
  expect(await seen(MARCO, ...ALL)).toEqual(['Later answer', 'Words of Marco']);
});

it('shows one who asks again what was theirs', async () => {
  await opens();
  await answers('Early answer.');
  await isAsked(MARCO);
  await comes(MARCO, 'Words of Marco.');
  await isAsked(ANNA);
  await answers('Later answer.');
  expect(await seen(ANNA, ...ALL)).toEqual(['Opening words', 'Early answer', 'Later answer']);
});

it('hides nothing when an agent only names the requester', async () => {
  await opens();
  await answers('Early answer.');
  await isAsked(ANNA, 'Anna R.');
  await answers('Later answer.');
  expect(await seen(ANNA, ...ALL)).toEqual(['The vault', 'Opening words', 'Early answer', 'Later answer']);
});

it('repeats to the new requester no word of the one before in what the desk sends by itself', async () => {
  await opens();
  desk.sent.length = 0;
  await isAsked(MARCO);
  await changePriority(desk, { ...byAda(), priority: 2, reason: 'worse' });
  await desk.team.drain();
  const told = desk.sent.filter(({ recipient }) => recipient === MARCO);
  expect(told).toHaveLength(2);
  expect(told.map(({ subject, text, html }) => `${subject} ${text} ${html}`).join()).not.toMatch(/vault|Opening/);
});
