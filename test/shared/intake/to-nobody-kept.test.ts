import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { REPLY_MARKER } from '../../../shared/mail/reply-marker.ts';
import { digestAddress } from '../../../shared/mail/signed/digest-address.ts';
import { recipientHash } from '../../../shared/ticket/caps.ts';
import { sendHeldDigest } from '../../../shared/use-cases/send-held-digest.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, ticketsOf } from '../../support/stories.ts';

/** What goes to nobody and is not told to its writer is held, where the team finds it; and what is forged takes no word from what is proved. */

const ADA = 'ada@support.example';
const LEAD = 'lead@support.example';
const DIGEST = digestAddress('a signing key for tests only', 'help@support.example', recipientHash(ADA));
const FORGED = { authenticated: false };

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno] });
});

type Written = { from?: string; subject?: string; to?: string; fields?: string; text?: string; id?: string };

async function writes(mail: Written = {}, change: Partial<ReceivedMail> = {}) {
  const { from = ADA, subject = 'Re: 4 notices', to = DIGEST, fields = '', text = 'It works again.' } = mail;
  const { id = `mail-${++mails}` } = mail;
  const raw = `Message-ID: <${id}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: ${subject}\n${fields}\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id, recipients: [to], envelopeFrom: from, ...change }));
}

async function times(count: number, mail?: Written, change?: Partial<ReceivedMail>) {
  for (let round = 0; round < count; round += 1) await writes(mail, change);
}

const held = async () => (await desk.quarantine.list({ limit: 100 })).entries;
const words = (to = ADA) => mailed(desk).filter((each) => each === to).length;

describe('forged answers to a digest', () => {
  it.each([10, 11, 40])('take no word from the agent whose name they have: %i of them', async (count) => {
    await times(count, {}, FORGED);
    const before = words();
    expect(before).toBe(10);
    await writes();
    expect(words()).toBe(before + 1);
    expect(await held()).toHaveLength(count - 10);
  });

  it('take none from a lead either', async () => {
    await times(12, { from: LEAD }, FORGED);
    const before = words(LEAD);
    await writes({ from: LEAD });
    expect(words(LEAD)).toBe(before + 1);
  });

  it('are an agent’s own mail that somebody sends again', async () => {
    await times(12, { fields: 'Resent-From: eve@evil.example\n' });
    const before = words();
    await writes();
    expect(words()).toBe(before + 1);
  });

  it('hide no genuine one that is unproved, too: it is held as they are', async () => {
    await times(15, {}, FORGED);
    await writes({ subject: 'Vault 7 is open' }, FORGED);
    const [newest] = (await held()).filter(({ subject }) => subject === 'Vault 7 is open');
    expect(newest).toMatchObject({ reason: 'to nobody', from: ADA, state: 'held' });
    expect(newest?.detail).toBe('one of the team answers a mail that names many tickets');
  });

  it('begin anew the next day', async () => {
    await times(11, {}, FORGED);
    desk.pass(24 * 60 * 60);
    await times(1, {}, FORGED);
    expect(words()).toBe(11);
    expect(await held()).toHaveLength(1);
  });
});

describe('what is proved and not told', () => {
  it.each<[string, () => Promise<void>]>([
    ['is one too many of the day', () => times(11)],
    [
      'quotes a digest once too often',
      () => times(11, { to: 'help@support.example', text: `See.\n\n> ${REPLY_MARKER}` }),
    ],
    [
      'reads like a robot’s',
      () => writes({ subject: 'Automatic reply: notices', text: 'I am out of the office until Monday.' }),
    ],
    [
      'is of somebody whose address the mail service does not take',
      () => {
        desk.mailer.send = async () => ({ outcome: 'refused', what: 'recipient', reason: 'no such user' });
        return writes();
      },
    ],
  ])('is held, and no ticket: %s', async (_, act) => {
    await act();
    expect(await ticketsOf(desk)).toEqual([]);
    expect(await held()).toMatchObject([{ reason: 'to nobody', state: 'held' }]);
    // Of its agents nobody is mailed for it: a robot would have them mailed over and over.
    expect(new Set(mailed(desk)).size).toBeLessThanOrEqual(1);
  });

  it('is in the day’s digest, with what it is and the address that lets it out', async () => {
    await times(10);
    await writes({ subject: 'Vault 7 is open' });
    desk.pass(24 * 60 * 60);
    desk.sent.length = 0;
    await sendHeldDigest(desk);
    const [digest] = desk.sent;
    expect(digest?.recipient).toBe(LEAD);
    expect(digest?.text).toContain('Vault 7 is open');
    expect(digest?.text).toContain('about no one ticket, and its writer was not told so');
  });

  it('is a request of its writer’s once somebody lets it out', async () => {
    await times(10);
    await writes({ text: 'Vault 7 is open.' });
    const [entry] = await held();
    await release(desk, entry?.id ?? '', { by: 'agent:bruno', receive: receiveMail });
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({ state: 'waiting', requester: { address: ADA } });
    expect(await held()).toMatchObject([{ state: 'released', releasedBy: 'agent:bruno' }]);
  });

  it('is held once, however often it is delivered', async () => {
    await times(10);
    await writes({ id: 'same' });
    await writes({ id: 'same' });
    expect(await held()).toHaveLength(1);
  });
});

it('the words are counted apart from all else that went to the address', async () => {
  const at = desk.now().toISOString();
  for (let round = 0; round < 120; round += 1) await desk.sendCounter.count(ADA, at, 'notice');
  await writes();
  expect(words()).toBe(1);
  expect(await held()).toEqual([]);
});
