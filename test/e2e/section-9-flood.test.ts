import { describe, expect, it } from 'vitest';
import { conversationOn, urgentDesk } from './support/conversation.ts';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** What a flood of a domain leaves out, holds and gathers (docs/promise.md section 9), by SMTP. */

type Ticket = { id: string; subject: string; state: string; respondBy: string };
type Held = { state: string; reason: string; from: string | null };

const listed = async (desk: RunningDesk) =>
  ((await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: Ticket[] }).tickets;
/** The levels that a ticket has reached, as its record has them. */
const levelsOf = async (desk: RunningDesk, id: string) => {
  const { escalations } = (await (await desk.api(`/api/tickets/${id}`)).json()) as { escalations: { level: string }[] };
  return escalations.map(({ level }) => level);
};
/** Waits for so many tickets. */
const ticketsOf = (desk: RunningDesk, count: number) =>
  waitFor(`${count} tickets`, async () => {
    const tickets = await listed(desk);
    return tickets.length >= count ? tickets : undefined;
  });

/** Beside each other: the one keeps its desk at work, the other mostly waits for levels. */
describe.concurrent('more than twenty unproved requests of one domain within an hour', () => {
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

describe.concurrent('the tickets of a flood that nobody answers', () => {
  /** A customer whose every request is owed an answer within five minutes, day and night. */
  const HURRIED = `
- id: bianchi
  name: Bianchi Logistica
  contacts: [marco@bianchi.example, bianchi.example]
  plan: premium
  calendar: global
  time_zone: Europe/Rome
  targets: { p1: 5min, p2: 5min, p3: 5min, p4: 5min }
  clocks: { p1: 24x7, p2: 24x7, p3: 24x7, p4: 24x7 }
`;

  it('escalate by one mail a contact that names each, those that were served as ever by mails of their own', async () => {
    const marco = 'marco@bianchi.example';
    // Of an hour, within which a sixth request is one too many, three minutes pass here.
    const desk = await startDesk({ speed: 20, settings: { mailsPerSecond: 1_000 } });
    const { mailsTo } = conversationOn(desk);
    try {
      await desk.commandWith(HURRIED, 'customers', 'import', '-', '--format', 'yaml');
      const subjects = Array.from({ length: 12 }, (_, number) => `Belt ${number} stands`);
      await Promise.all(subjects.map((subject) => desk.mail({ from: marco, subject, text: 'Hurry.' })));
      const tickets = await ticketsOf(desk, 12);
      const served = await waitFor('five acknowledgements', async () => {
        const ids = (await mailsTo(marco)).flatMap(({ subject }) => /T-[0-9A-Z]{8}/.exec(subject)?.[0] ?? []);
        return ids.length >= 5 ? ids : undefined;
      });
      // A busy machine may be late for a level: then the next one is reached, and told of alone (section 6).
      const levels = await waitFor('each ticket to be critical', async () => {
        const reached = await Promise.all(tickets.map(({ id }) => levelsOf(desk, id)));
        return reached.every((each) => each.includes('critical')) ? reached : undefined;
      });
      for (const [contact, level] of [
        ['lead@example.com', 'breach'],
        ['manager@example.com', 'critical'],
      ] as const) {
        const late = tickets.flatMap(({ id }, at) => (levels[at]?.includes(level) ? [id] : []));
        const told = await waitFor(`${contact} to hear of ${level}`, async () => {
          const all = (await mailsTo(contact)).map(({ subject, body }) => `${subject} ${body.text}`);
          return late.every((id) => all.join().includes(id)) ? all : undefined;
        });
        const alone = told.filter((text) => !/^Flood: \d+ tickets? waits? for an answer/.test(text));
        const ofServed = late.filter((id) => served.includes(id));
        for (const id of ofServed) expect(alone.filter((text) => text.includes(id))).toHaveLength(1);
        expect(alone).toHaveLength(ofServed.length);
      }
      expect(await mailsTo(marco)).toHaveLength(5);
    } finally {
      expect(await desk.stop()).toBe(0);
    }
  }, 700_000);
});
