import type { SendMailOptions } from 'nodemailer';
import { type RunningDesk, type SentMail, startDesk } from './desk.ts';
import { waitFor } from './wait-for.ts';

export const LUCA = 'luca@team.example';
export const HELP = 'help@support.example.com';
export const SALES = 'sales@support.example.com';
/** Mailboxes elsewhere that forward to the desk: the mail service sends as the one, and not as the other. */
export const MAILBOX = 'support@company.example';
export const UNVERIFIED = 'assistenza@elsewhere.example';

/**
 * A desk whose new tickets are P1s, so that its one agent hears of each by a mail of its own, at once: journeys run side by side on it. A
 * client that logs in as From is proved, any other is not. `speed`: how many times faster than the machine's its clock runs, for what takes
 * minutes, a digest among them.
 */
export async function urgentDesk({ speed = 1 }: { speed?: number } = {}) {
  const desk = await startDesk({
    speed,
    settings: {
      mailsPerSecond: 1_000,
      // What servers report by mail is told here; what the mail service reports itself in feedback.test.ts.
      feedback: 'mail',
      defaults: {
        ...{ plan: 'basic', priority: 1, calendar: 'global', timeZone: 'Europe/Rome', language: 'en' },
        holidays: [],
      },
      addresses: [{ address: SALES, priority: 2 }],
      forwardedFrom: [{ address: MAILBOX }, { address: UNVERIFIED }],
      certifiedMail: { asOf: '2026-11-01', providers: ['pec.example'] },
    },
  });
  await desk.command('agents', 'remove', 'marta', '--yes');
  await account(desk, { verified: ['support.example.com', 'company.example'] });
  return { desk, on: conversationOn(desk) };
}

/** The desk's time (ms). */
export async function timeOf({ running }: RunningDesk): Promise<number> {
  const { time } = (await (await fetch(`${running.http}/health`)).json()) as { time: string };
  return Date.parse(time);
}

/** Changes how the desk's account at the mail service stands. */
export async function account({ running }: RunningDesk, change: object): Promise<void> {
  const response = await fetch(`${running.mailbox}/rules`, { method: 'PATCH', body: JSON.stringify(change) });
  if (!response.ok) throw new Error(await response.text());
}

/** What the mail service answers for one recipient. */
type Refusal = { code: string; message: string };
export const REFUSALS = {
  throttled: { code: 'Throttling', message: 'Maximum sending rate exceeded.' },
  recipient: { code: 'InvalidParameterValue', message: 'Domain contains illegal character' },
  mail: { code: 'MessageRejected', message: 'Email contains a virus' },
} satisfies Record<string, Refusal>;

/** Has the mail service refuse what goes to somebody, or take it again. The account has one list: of journeys side by side each adds to it. */
export function refusalsOn(desk: RunningDesk) {
  const refused = new Map<string, Refusal>();
  let changed = Promise.resolve();
  return (to: string, refusal: Refusal | undefined): Promise<void> => {
    if (refusal) refused.set(to, refusal);
    else refused.delete(to);
    // One after the other: the list that is sent last is to be the one that stands.
    changed = changed.then(() => account(desk, { refuse: [...refused].map(([each, why]) => ({ ...why, to: each })) }));
    return changed;
  };
}

/** A ticket as the agents' API shows it, as far as journeys look at it. */
export type Story = {
  id: string;
  state: string;
  awaits: string;
  priority: number;
  subject: string;
  plan: string;
  door: string | null;
  requester: { address: string; verified: boolean; unconfirmed: string | null; from: string | null };
  customer: { id: string } | null;
  declared: { priority: number }[];
  escalations: { level: string }[];
  assignee: string | null;
  firstResponse: { at: string; by: string; met: boolean } | null;
  mergedInto: string | null;
  links: { ticket: string; kind: string }[];
  participants: { address: string }[];
  proposed: { address: string }[];
  fromOutside: { address: string; message: string }[];
  clock: { start: string; respondBy: string; counted: { priority: number; at: string }[] };
  messages: {
    id: string;
    at: string;
    author: string;
    by: string;
    text: string;
    warnings: string[];
    undelivered: unknown;
    delivery: { state: string } | null;
    attachments: { filename: string }[];
  }[];
  trail: { at: string; by: string; action: string; detail: string | null }[];
};

/** An envelope that the mail service took. */
export type Envelope = {
  messageId: string;
  shownAs: string;
  source: string;
  destinations: string[];
  header: { name: string; value: string }[];
  tags: { name: string; value: string }[];
};

/** What customers and agents do and see on a desk where single notices are looked for. */
export function conversationOn(desk: RunningDesk) {
  // A ticket is in the list a moment before what was written is on it.
  const story = (id: string) =>
    waitFor(`what was written to ${id}`, async () => {
      const told = (await (await desk.api(`/api/tickets/${id}`)).json()) as Story;
      return told.messages.length > 0 ? told : undefined;
    });
  const envelopes = async () => (await (await fetch(`${desk.running.mailbox}/sent`)).json()) as Envelope[];

  /** Waits until a ticket is as it should be. */
  const until = (what: string, id: string, holds: (ticket: Story) => boolean) =>
    waitFor(what, async () => {
      const ticket = await story(id);
      return holds(ticket) ? ticket : undefined;
    });

  /** Waits for a notice to Luca about a ticket that says `words`. */
  const notice = (id: string, words = 'An answer goes to') =>
    desk.received(LUCA, ({ subject, body }) => subject.includes(id) && body.text?.includes(words) === true);

  /** Luca replies to the notice that says `seen`. */
  const reply = async (id: string, text: string, seen?: string) => {
    const { replyTo, subject } = await notice(id, seen);
    await desk.mail({ from: LUCA, login: LUCA, to: replyTo[0] as string, subject: `Re: ${subject}`, text });
  };

  /** Envelopes of the mails that say `words`, as the mail service took them. */
  const sentWith = async (words: string): Promise<Envelope[]> => {
    const mails = new Set(
      (await desk.mailbox()).filter(({ body }) => body.text?.includes(words)).map(({ messageId }) => messageId),
    );
    return (await envelopes()).filter(({ shownAs }) => mails.has(shownAs));
  };

  return {
    story,
    envelopes,
    until,
    notice,
    reply,
    sentWith,
    /** Opens a ticket, proved unless `mail` says otherwise, and gives it with its acknowledgement. */
    async opened(by: string, subject: string, mail: SendMailOptions & { login?: string } = {}) {
      await desk.mail({ from: by, login: by, subject, text: 'Nobody gets in.', ...mail });
      const { id } = await desk.ticket(subject);
      const acknowledgement: SentMail = await desk.received(by, (each) => each.subject.includes(id));
      return { id, by, acknowledgement, to: acknowledgement.replyTo[0] as string };
    },
    /** Waits until mails with these words have left for so many, and gives for whom. */
    async whoGot(words: string, count: number): Promise<string[]> {
      return waitFor(`${count} mails that say ${words}`, async () => {
        const got = (await sentWith(words)).flatMap(({ destinations }) => destinations).sort();
        return got.length >= count ? got : undefined;
      });
    },
    /** Waits for a mail to the agent that says `words` of a ticket, be it a row among others. */
    heard: (id: string, words: string, agent = LUCA) =>
      desk.received(agent, ({ subject, body }) => {
        const said = `${subject}\n${body.text}`.replace(/\s+/g, ' ');
        return said.includes(id) && said.includes(words);
      }),
    /** All mails that left for an address, as yet. */
    async mailsTo(address: string): Promise<SentMail[]> {
      return (await desk.mailbox()).filter(({ destination }) => destination.to.some((each) => each.includes(address)));
    },
    async patch(id: string, change: object): Promise<Response> {
      return desk.api(`/api/tickets/${id}`, { method: 'PATCH', body: JSON.stringify(change) });
    },
  };
}

export type Conversation = ReturnType<typeof conversationOn>;

/** The answers on a ticket, in order. */
export function answersOn({ messages }: Story): Story['messages'] {
  return messages.filter(({ author }) => author === 'agent');
}

/** What a ticket promises, as it stands. */
export function promiseOf({ state, priority, clock, firstResponse }: Story) {
  return { state, priority, clock, firstResponse };
}

/** The address in From of an envelope. */
export function senderOf({ header }: Envelope): string {
  const field = header.find(({ name }) => name.toLowerCase() === 'from')?.value ?? '';
  return /<([^>]+)>/.exec(field)?.[1] ?? field;
}
