import { describe, expect, it } from 'vitest';
import { urgentDesk } from './support/conversation.ts';
import type { RunningDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** What a flood of a domain leaves out, holds and gathers (docs/promise.md section 9), by SMTP. */

type Ticket = { id: string; subject: string; state: string; respondBy: string };
type Held = { state: string; reason: string; from: string | null };

const listed = async (desk: RunningDesk) =>
  ((await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: Ticket[] }).tickets;
/** Waits for so many tickets. */
const ticketsOf = (desk: RunningDesk, count: number) =>
  waitFor(`${count} tickets`, async () => {
    const tickets = await listed(desk);
    return tickets.length >= count ? tickets : undefined;
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
        ...Array.from({ length: 3 }, () => mail(pia, pia)),
      ]);
      await ticketsOf(desk, 45);
      // Of the proved ones none was counted, so five unproved ones are served; the sixth is held.
      await Promise.all(Array.from({ length: 6 }, () => mail(pia)));
      const held = await waitFor('three to be held', async () => {
        const { entries } = (await (await desk.api('/api/quarantine')).json()) as { entries: Held[] };
        return entries.length >= 3 ? entries : undefined;
      });
      expect(held.map(({ reason, state }) => [reason, state])).toEqual(held.map(() => ['flood', 'held']));
      expect(held.filter(({ from }) => from?.endsWith('@nobody.example'))).toHaveLength(2);
      expect(held.filter(({ from }) => from === pia)).toHaveLength(1);

      const all = await ticketsOf(desk, 50);
      const about = (domain: string) => all.filter(({ subject }) => subject.endsWith(`@${domain}`));
      expect(all.every(({ state }) => state === 'waiting')).toBe(true);
      expect(about('hudson.example')).toHaveLength(22);
      expect(about('nobody.example')).toHaveLength(20);
      const acknowledged = (domain: string, count: number) =>
        waitFor(`${count} acknowledgements to ${domain}`, async () => {
          const mails = await on.mailsTo(`@${domain}`);
          return mails.length >= count ? mails.length : undefined;
        });
      expect(await acknowledged('nobody.example', 20)).toBe(20);
      expect(await acknowledged('hudson.example', 20)).toBe(20);
      expect(about('proved.example')).toHaveLength(8);
    } finally {
      expect(await desk.stop()).toBe(0);
    }
  });
});
