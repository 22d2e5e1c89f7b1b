import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, sweepLater, ticketsOf } from '../../support/stories.ts';

/** What is not proved takes no acknowledgement from what is (docs/promise.md section 9), and the agents read when there was none. */

const ANNA = 'anna@rossi.example';
const NONE = 'The customer was sent no acknowledgement';

let desk: MemoryDesk;
let mails: number;
beforeEach(() => {
  // Above what would be a flood, which is told otherwise.
  desk = deskOf({ agents: [ada], settings: { flood: { perSender: 1_000, perDomain: 1_000 } } });
  mails = 0;
});

async function asks(subject: string, { proved = true } = {}) {
  mails += 1;
  desk.pass(1);
  const raw = `Message-ID: <a${mails}@x.example>\nFrom: ${ANNA}\nSubject: ${subject} ${mails}\n\nIt is shut, ${mails}.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `a${mails}`, authenticated: proved }));
}

async function many(times: number, given: { proved?: boolean; every?: number } = {}) {
  for (let n = 0; n < times; n += 1) {
    await asks('Door', given);
    desk.pass(given.every ?? 0);
  }
}

const toAnna = () => desk.sent.filter(({ recipient }) => recipient === ANNA);
const toAda = () => desk.sent.filter(({ recipient }) => recipient === ada.addresses[0]);

/** Another customer's mail, proved, that asks for answers at Anna's address. */
async function namesAnna(times: number) {
  for (let n = 0; n < times; n += 1) {
    mails += 1;
    desk.pass(1);
    const raw = `Message-ID: <a${mails}@x.example>\nFrom: bob@bianchi.example\nReply-To: ${ANNA}\nSubject: Bell ${mails}\n\nIt rings, ${mails}.\n`;
    await receiveMail(desk, arrives(desk, raw, { id: `a${mails}`, authenticated: true }));
  }
}

describe('an acknowledgement', () => {
  it('of a proved P1 goes after any number of unproved requests', async () => {
    await many(9, { proved: false });
    expect(toAnna()).toHaveLength(5);
    await asks('[P1] Till');
    expect(toAnna()).toHaveLength(6);
    expect(toAda().at(-1)?.text).not.toContain(NONE);
  });

  it.each([
    ['customer', [rossi, { ...rossi, id: 'bianchi', contacts: ['bianchi.example'] }]],
    ['stranger', [rossi]],
  ])(
    'of a proved request goes after any number of a proved %s who names its writer in Reply-To',
    async (_, customers) => {
      desk = deskOf({ agents: [ada], customers, settings: { flood: { perSender: 1_000, perDomain: 1_000 } } });
      await namesAnna(9);
      const before = toAnna().length;
      expect(before).toBe(5);
      await asks('[P1] Till');
      expect(toAnna()).toHaveLength(before + 1);
    },
  );

  it('of an unproved request goes after as many proved ones as there may be, too; and there is an end to both', async () => {
    await many(8);
    await many(8, { proved: false });
    expect(toAnna()).toHaveLength(10);
    await many(8);
    await many(8, { proved: false });
    expect(toAnna()).toHaveLength(10);
  });

  it('of a proved request goes on a day of forged ones, of which no more than a hundred were acknowledged', async () => {
    await many(150, { proved: false, every: 130 });
    expect(toAnna()).toHaveLength(100);
    await asks('[P1] Till');
    expect(toAnna()).toHaveLength(101);
  });

  it('of a proved request goes when unproved ones have used up the ten minutes', async () => {
    desk = deskOf({
      agents: [ada],
      settings: { caps: { acknowledgements: 50 }, flood: { perSender: 1_000, perDomain: 1_000 } },
    });
    await many(35, { proved: false });
    expect(toAnna()).toHaveLength(30);
    await asks('[P1] Till');
    expect(toAnna()).toHaveLength(31);
  });
});

describe('the agents’ notice of a ticket', () => {
  it.each([{ proved: true }, { proved: false }])(
    'says that there was none, when a cap kept it back (%o)',
    async (how) => {
      await many(5, how);
      desk.pass(61);
      await asks('Till', how);
      expect(toAda().at(-1)?.text).toContain(NONE);
      expect(toAda().filter(({ text }) => text.includes(NONE))).toHaveLength(1);
      const [last] = (await ticketsOf(desk)).filter(({ subject }) => subject.startsWith('Till'));
      expect(last?.audit.map(({ action }) => action)).toContain('mail withheld');
    },
  );

  it('says so in a digest as well', async () => {
    await many(8);
    desk.sent.length = 0;
    await sweepLater(desk);
    const [digest] = toAda();
    expect(digest?.subject).toContain('3 notices');
    expect(digest?.text.split(NONE)).toHaveLength(4);
  });

  it('says so after a run that broke off between the two', async () => {
    await many(5);
    desk.pass(61);
    desk.sent.length = 0;
    desk.faults.add({ port: 'teamMail.put', times: 1 });
    await asks('Till');
    expect(toAda()).toEqual([]);
    await sweepLater(desk);
    await sweepLater(desk);
    expect(toAda().at(-1)?.text).toContain(NONE);
  });

  it('says nothing of a flood’s, whose own mail does', async () => {
    desk = deskOf({ agents: [ada] });
    await many(7, { proved: false });
    await sweepLater(desk);
    expect(toAda().some(({ text }) => text.includes(NONE))).toBe(false);
  });
});
