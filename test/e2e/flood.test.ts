import { describe, expect, it } from 'vitest';
import { conversationOn, LUCA } from './support/conversation.ts';
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
        // Levels of the ladder may come meanwhile: where the machine is slow, an hour of the desk goes by.
        const all = (await mailsTo(LUCA)).filter(({ subject }) =>
          /^\[T-\w+\] P1 Till|^Flood: \d+ new/.test(subject ?? ''),
        );
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
type Ticket = { id: string; state: string; priority: number };
