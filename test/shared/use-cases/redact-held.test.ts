import { beforeEach, describe, expect, it } from 'vitest';
import { discard } from '../../../shared/intake/discard-held.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { presentHeld } from '../../../shared/present/present-quarantined.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, rossi, waitingTicket } from '../../support/stories.ts';

/** What was hidden on a ticket shows in no mail that is held and leads to it: not in the list, nor in what the agents are told of it. */

const ANNA = 'anna@rossi.example';
const SECRET = 'hunter2-Xyz!';

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf({ customers: [rossi] });
});

const now = () => desk.now().toISOString();

const opened = () => waitingTicket(desk, { subject: `Till ${SECRET}`, text: `It is ${SECRET}.` });

async function hides(id: string): Promise<void> {
  const [message] = await messagesOf(desk, id);
  await redact(desk, { ticketId: id, messageKey: message?.key ?? '', words: SECRET, agent: ada, at: now() });
}

/** Anna's mail to a ticket, by her address of it or by its number, fails the spam check. */
async function isHeld(
  id: string,
  { by = 'address', text = `So?\n\n> It is ${SECRET}.`, long = '' } = {},
): Promise<void> {
  desk.pass(60);
  const reply = replyAddress('a signing key for tests only', 'help@support.example', {
    ticketId: id,
    reader: readerName(ANNA),
  });
  const to = by === 'address' ? reply : 'help@support.example';
  const named = `Re: ${by === 'address' ? '' : `[${id}] `}Till ${SECRET}`;
  const subject = by === 'end' ? `Re: ${long}[${id}]` : named;
  const files = `Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n${text}\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="${SECRET}.txt"\n\nx\n--b--`;
  const raw = `Message-ID: <s1@rossi.example>\nFrom: ${ANNA}\nTo: ${to}\nSubject: ${subject}\n${files}\n`;
  const mail = arrives(desk, raw, { id: 'ses-s1', recipients: [to], header: { subject } });
  await receiveMail(desk, { ...mail, verdicts: { ...mail.verdicts, spam: 'FAIL' } });
  await desk.team.drain();
}

async function shown(): Promise<string> {
  const { entries } = await desk.quarantine.list({ limit: 9 });
  expect(entries).toHaveLength(1);
  return JSON.stringify([entries, entries.map(presentHeld)]);
}

describe.each(['address', 'number'])('a mail that is held, to a ticket by its %s', (by) => {
  it('has none of it, nor has the notice, where it comes later', async () => {
    const { id } = await opened();
    await hides(id);
    desk.sent.length = 0;
    await isHeld(id, { by });
    expect(desk.sent.length).toBeGreaterThan(0);
    expect(JSON.stringify([await shown(), desk.sent])).not.toContain('hunter2');
    expect(await shown()).toContain('It is [redacted].');
  });

  it.each(['held', 'discarded'])('has none of it any more, %s before', async (state) => {
    const { id } = await opened();
    await isHeld(id, { by });
    const [entry] = (await desk.quarantine.list({ limit: 1 })).entries;
    if (state === 'discarded') await discard(desk, entry?.id ?? '', 'agent:ada');
    expect(await shown()).toContain(SECRET);
    await hides(id);
    expect(await shown()).not.toContain('hunter2');
  });
});

it('has none of it by a number that stands behind a long subject', async () => {
  const long = 'The till does not open any more and says things '.repeat(5);
  const { id } = await waitingTicket(desk, { subject: 'Till', text: `It is ${SECRET}.` });
  await isHeld(id, { by: 'end', long });
  expect(await shown()).toContain(SECRET);
  await hides(id);
  expect(await shown()).not.toContain('hunter2');
});

it('of words that an excerpt cuts, their beginning goes', async () => {
  const { id } = await opened();
  await isHeld(id, { text: `${'so it is '.repeat(33)}${SECRET}` });
  expect(await shown()).toContain('so it is hun');
  await hides(id);
  expect(await shown()).not.toContain('hun');
});

it('what was hidden on the ticket that goes on for a duplicate is in no mail that is held of that one', async () => {
  const { id } = await opened();
  const d = await waitingTicket(desk, { source: 'mail:two', messageId: '<anna-2@rossi.example>' });
  await changeState(desk, { ticketId: d.id, agent: ada, at: now(), state: 'closed', reason: 'duplicate', twin: id });
  await hides(id);
  await isHeld(d.id);
  expect(await shown()).not.toContain('hunter2');
});
