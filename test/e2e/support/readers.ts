import type { RunningDesk, SentMail } from './desk.ts';

type Envelope = {
  shownAs: string;
  /** Machine time (ISO, UTC). */
  at: string;
  destinations: string[];
  tags: { name: string; value: string }[];
};
type TrailLine = { at: string; action: string; detail: string | null };
/** What an agent was told, when (ms of the desk's time): the readers, by address. */
type Told = { at: number; readers: readonly string[] };
/** `at`: when it left for the first reader (ms of the desk's time). */
type Answer = { ticket: string; at: number; told: Told | undefined; got: Set<string> };

/** What agents saw of readers by the API right before they answered by it; by message. */
export type ToldByApi = Map<string, Told>;

/**
 * A line's date is when its mail reached the desk, and a notice that was composed while the desk was at work on that mail leaves after it:
 * lines so much older (ms of the machine's time) are counted, too. What the list has already they change nothing of.
 */
const MS_AT_WORK = 5_000;

/** How a mail to the team says who reads an answer, in the languages that there are. */
const READERS = /^(?:An answer goes to|La risposta va a): +(.+)$/m;

/**
 * Compares, for each answer that left, the envelopes that the mail service got with what agents were told: the list in the newest mail
 * to the team before it (or what the API showed to who answered by it), plus and minus the lines of the trail from there to the answer.
 * Nobody may read what no agent knew they would, nobody who was named may be left out, and an answer of which nobody was told who reads
 * it is wrong, too. Gives what does not fit, in words.
 */
export async function readersNotAsTold(
  desk: Pick<RunningDesk, 'running' | 'mailbox' | 'api'>,
  toldByApi: ToldByApi,
): Promise<string[]> {
  const sent = (await (await fetch(`${desk.running.mailbox}/sent`)).json()) as Envelope[];
  const bodies = new Map((await desk.mailbox()).map((mail) => [mail.messageId, mail]));
  const deskTime = await deskTimeOf(desk);
  const told = new Map<string, Told>();
  const answers = new Map<string, Answer>();
  for (const { shownAs, at, destinations, tags } of sent) {
    const { ticket = '', to, purpose, message = '' } = Object.fromEntries(tags.map(({ name, value }) => [name, value]));
    if (purpose === 'answer') {
      const known = toldByApi.get(message) ?? told.get(ticket);
      const answer = answers.get(message) ?? { ticket, at: deskTime(at), told: known, got: new Set() };
      for (const each of destinations) answer.got.add(each);
      answers.set(message, answer);
    } else if (to !== 'customer') {
      const lists = readersByTicket(bodies.get(shownAs), ticket);
      for (const [id, readers] of lists) told.set(id, { at: deskTime(at), readers });
    }
  }
  const wrong = await Promise.all([...answers.values()].map((answer) => whatIsWrong(desk, answer)));
  return wrong.filter((each) => each !== undefined);
}

async function whatIsWrong(desk: Pick<RunningDesk, 'api' | 'running'>, { ticket, at: left, told, got }: Answer) {
  const went = `an answer on ${ticket} went to ${[...got].join(', ')}`;
  if (told === undefined) return `${went}; no agent was told who would read it`;
  const { trail } = (await (await desk.api(`/api/tickets/${ticket}`)).json()) as { trail: TrailLine[] };
  const since = trail.filter(
    ({ at }) => Date.parse(at) > told.at - MS_AT_WORK * desk.running.speed && Date.parse(at) <= left,
  );
  const expected = since.reduce(changed, new Set(told.readers));
  return [...expected].sort().join() === [...got].sort().join()
    ? undefined
    : `${went}; agents knew of: ${[...expected].join(', ')} `;
}

/** Who reads after a line of the trail. */
function changed(readers: Set<string>, { action, detail }: TrailLine): Set<string> {
  const left = new Set(readers);
  if (action === 'reader added' && detail) left.add(detail);
  if (action === 'reader removed' && detail) left.delete(detail);
  if (action === 'requester changed' && detail) {
    const [before = '', after = ''] = detail
      .replace(/, customer .*$/, '')
      .split(' to ')
      .map(bare);
    left.delete(before);
    left.add(after);
  }
  return left;
}

const bare = (shown: string) => /<([^>]+)>$/.exec(shown)?.[1] ?? shown;

/** The desk's time (ms) at an instant of the machine's (ISO, UTC): its clock may run faster. */
async function deskTimeOf({ running }: Pick<RunningDesk, 'running'>): Promise<(at: string) => number> {
  const looks = [];
  for (let look = 0; look < 5; look += 1) {
    const asked = Date.now();
    const { time } = (await (await fetch(`${running.http}/health`)).json()) as { time: string };
    const tookMs = Date.now() - asked;
    looks.push({ desk: Date.parse(time), machine: asked + tookMs / 2, tookMs });
  }
  // The quickest answer is the nearest to the truth.
  const [{ desk, machine } = { desk: 0, machine: 0 }] = looks.sort((a, b) => a.tookMs - b.tookMs);
  return (at) => desk - (machine - Date.parse(at)) * running.speed;
}

/** The lists in a mail to the team: of its one ticket, or of each paragraph that begins with a ticket's number. */
function readersByTicket(mail: SentMail | undefined, ticket: string): [id: string, readers: string[]][] {
  const text = mail?.body.text ?? '';
  const parts = ticket ? [[ticket, text]] : text.split('\n\n').map((part) => [/^T-[0-9A-Z]{8}/.exec(part)?.[0], part]);
  return parts.flatMap(([id, part]): [string, string[]][] => {
    const list = READERS.exec(part ?? '')?.[1]?.split(', ');
    return id && list ? [[id, list.filter((each) => each.includes('@'))]] : [];
  });
}
