import type { RunningDesk, SentMail } from './desk.ts';

type Envelope = { shownAs: string; destinations: string[]; tags: { name: string; value: string }[] };

/** How a notice says who reads an answer, in the languages that there are. */
const READERS = /^(?:An answer goes to|La risposta va a): +(.+)$/m;

/** Trail lines by which readers change without a notice of their own. */
const BY_AGENT = /^(?:reader (?:added|removed)|requester .*)$/;

/**
 * Compares, for each answer that left, the envelopes that the mail service got with the list in the newest notice before it: nobody
 * may read what an agent was not told they would, and nobody whom the notice named may be left out. Gives what does not fit.
 */
export async function readersNotAsTold(desk: Pick<RunningDesk, 'running' | 'mailbox' | 'api'>): Promise<string[]> {
  const sent = (await (await fetch(`${desk.running.mailbox}/sent`)).json()) as Envelope[];
  const bodies = new Map((await desk.mailbox()).map((mail) => [mail.messageId, mail]));
  const told = new Map<string, string[]>();
  const answers = new Map<string, { ticket: string; told: string[] | undefined; got: Set<string> }>();
  for (const { shownAs, destinations, tags } of sent) {
    const { ticket = '', purpose, message = '' } = Object.fromEntries(tags.map(({ name, value }) => [name, value]));
    if (purpose === 'notice' && ticket === '')
      for (const [id, readers] of readersByTicket(bodies.get(shownAs))) told.set(id, readers);
    else if (purpose === 'notice')
      told.set(ticket, readersIn(bodies.get(shownAs)?.body.text) ?? told.get(ticket) ?? []);
    if (purpose !== 'answer') continue;
    const answer = answers.get(message) ?? { ticket, told: told.get(ticket), got: new Set() };
    for (const each of destinations) answer.got.add(each);
    answers.set(message, answer);
  }
  // Of a desk that was started again with its data, the notices before are not in these records.
  const wrong = [...answers.values()].filter(
    ({ told, got }) => told !== undefined && told.toSorted().join() !== [...got].sort().join(),
  );
  const unexplained = [];
  for (const { ticket, told, got } of wrong) {
    const { trail } = (await (await desk.api(`/api/tickets/${ticket}`)).json()) as { trail: { action: string }[] };
    if (trail.some(({ action }) => BY_AGENT.test(action))) continue;
    unexplained.push(`an answer on ${ticket} went to ${[...got].join(', ')}; agents were told: ${told?.join(', ')}`);
  }
  return unexplained;
}

function readersIn(text = ''): string[] | undefined {
  return READERS.exec(text)?.[1]?.split(', ');
}

/** Of a digest of notices, each of which is a paragraph that begins with its ticket's number. */
function readersByTicket(digest: SentMail | undefined): [id: string, readers: string[]][] {
  return (digest?.body.text ?? '').split('\n\n').flatMap((paragraph): [string, string[]][] => {
    const [id] = /^T-[0-9A-Z]{8}/.exec(paragraph) ?? [];
    const readers = readersIn(paragraph);
    return id && readers ? [[id, readers]] : [];
  });
}
