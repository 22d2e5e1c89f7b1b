import { describe, expect, it } from 'vitest';
import { conversationOn, LUCA, urgentDesk } from './support/conversation.ts';
import { startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** A flood shapes mails, not promises (docs/promise.md section 9), by SMTP. */

describe('a flood of unproved mail that names a known customer', () => {
  it('is a ticket each, five acknowledgements, five notices, and the others in a mail of their own', async () => {
    const anna = 'anna@rossi.example';
    const hurried = await startDesk({ speed: 60, settings: { mailsPerSecond: 1_000 } });
    const { mailsTo } = conversationOn(hurried);
    try {
      const mails = Array.from({ length: 20 }, (_, number) => `Till ${number} is down`);
      await Promise.all(
        mails.map((subject) => hurried.mail({ from: anna, subject: `[P1] ${subject}`, text: 'Hurry.' })),
      );
      const tickets = await waitFor('twenty tickets', async () => {
        const { tickets } = (await (await hurried.api('/api/tickets?limit=100')).json()) as { tickets: Ticket[] };
        return tickets.length >= 20 ? tickets : undefined;
      });
      expect(tickets.map(({ state, priority }) => [state, priority])).toEqual(mails.map(() => ['waiting', 1]));
      const told = await waitFor('every ticket told of', async () => {
        const all = await mailsTo(LUCA);
        const text = all.map(({ subject, body }) => `${subject} ${body.text}`).join();
        return tickets.every(({ id }) => text.includes(id)) ? all : undefined;
      });
      const gathered = told.filter(({ subject }) => /^Flood: \d+ new tickets/.test(subject));
      expect(told.length - gathered.length).toBe(5);
      // Two, should the desk's five minutes turn while they come.
      expect([1, 2]).toContain(gathered.length);
      for (const { id } of tickets) {
        expect(told.filter(({ subject, body }) => `${subject} ${body.text}`.includes(id))).toHaveLength(1);
      }
      expect(await mailsTo(anna)).toHaveLength(5);
    } finally {
      expect(await hurried.stop()).toBe(0);
    }
  });
});

describe('more than twenty unproved requests of one domain within an hour', () => {
  it('are a ticket each of a customer’s, the first twenty acknowledged; a stranger’s are held; proved ones do not count', async () => {
    const { desk, on } = await urgentDesk();
    try {
      const ofDomain = (domain: string, count: number) =>
        Array.from({ length: count }, (_, number) => `person-${number}@${domain}`);
      const customers = ofDomain('hudson.example', 22);
      const strangers = ofDomain('nobody.example', 22);
      const pia = 'pia@proved.example';
      const mail = (from: string, login?: string) =>
        desk.mail({ from, ...(login && { login }), subject: `Asks ${from}`, text: 'Hurry.' });
      await Promise.all([
        ...customers.map((from) => mail(from)),
        ...strangers.map((from) => mail(from)),
        ...Array.from({ length: 6 }, () => mail(pia, pia)),
      ]);
      const all = await waitFor('48 tickets', async () => {
        const { tickets } = (await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: Ticket[] };
        return tickets.length >= 48 ? tickets : undefined;
      });
      // Of six proved ones none was counted, so five unproved ones are served; the sixth is held.
      await Promise.all(Array.from({ length: 6 }, () => mail(pia)));
      const held = await waitFor('three to be held', async () => {
        const { entries } = (await (await desk.api('/api/quarantine')).json()) as { entries: Held[] };
        return entries.length >= 3 ? entries : undefined;
      });
      expect(held.map(({ reason, state }) => [reason, state])).toEqual(held.map(() => ['flood', 'held']));
      expect(held.filter(({ from }) => from?.endsWith('@nobody.example'))).toHaveLength(2);
      expect(held.filter(({ from }) => from === pia)).toHaveLength(1);

      const about = async (domain: string) => {
        const { tickets } = (await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: Ticket[] };
        return tickets.filter(({ subject }) => subject.endsWith(`@${domain}`));
      };
      expect(all.every(({ state }) => state === 'waiting')).toBe(true);
      expect(await about('hudson.example')).toHaveLength(22);
      expect(await about('nobody.example')).toHaveLength(20);
      const acknowledged = (domain: string, count: number) =>
        waitFor(`${count} acknowledgements to ${domain}`, async () => {
          const mails = await on.mailsTo(`@${domain}`);
          return mails.length >= count ? mails.length : undefined;
        });
      expect(await acknowledged('proved.example', 11)).toBe(11);
      expect(await acknowledged('nobody.example', 20)).toBe(20);
      expect(await acknowledged('hudson.example', 20)).toBe(20);
      expect(await about('proved.example')).toHaveLength(11);
    } finally {
      expect(await desk.stop()).toBe(0);
    }
  });
});

describe('the tickets of a flood that nobody answers', () => {
  it('escalate by one mail a contact that names each, those that were served as ever by mails of their own', async () => {
    const marco = 'marco@bianchi.example';
    // Two and a half minutes of desk time pass in a second: half an hour, the target of these, in twelve.
    const hurried = await startDesk({ speed: 150, settings: { mailsPerSecond: 1_000 } });
    const { mailsTo } = conversationOn(hurried);
    try {
      const mails = Array.from({ length: 12 }, (_, number) => `Belt ${number} stands`);
      await Promise.all(
        mails.map((subject) => hurried.mail({ from: marco, subject: `[P1] ${subject}`, text: 'Hurry.' })),
      );
      const tickets = await waitFor('twelve tickets', async () => {
        const { tickets } = (await (await hurried.api('/api/tickets?limit=100')).json()) as { tickets: Ticket[] };
        return tickets.length >= 12 ? tickets : undefined;
      });
      for (const [contact, level] of [
        ['lead@example.com', 'breach'],
        ['manager@example.com', 'critical'],
      ] as const) {
        const told = await waitFor(`${level} of every ticket`, async () => {
          const all = await mailsTo(contact);
          const text = all.map(({ subject, body }) => `${subject} ${body.text}`).join();
          return tickets.every(({ id }) => text.includes(id)) ? all : undefined;
        });
        const gathered = told.filter(({ subject }) => /^Flood: \d+ tickets? waits? for an answer/.test(subject));
        expect(told.length - gathered.length).toBe(5);
        // Two, should the desk's five minutes turn while they fall due.
        expect([1, 2]).toContain(gathered.length);
        for (const { id } of tickets) {
          expect(told.filter(({ subject, body }) => `${subject} ${body.text}`.includes(id))).toHaveLength(1);
        }
      }
      expect(await mailsTo(marco)).toHaveLength(5);
    } finally {
      expect(await hurried.stop()).toBe(0);
    }
  });
});
type Ticket = { id: string; subject: string; state: string; priority: number };
type Held = { state: string; reason: string; from: string | null };
