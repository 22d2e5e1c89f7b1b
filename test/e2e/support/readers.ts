import { isSmokeReader } from '../../../shared/ticket/smoke.ts';
import type { RunningDesk, SentMail } from './desk.ts';

type Envelope = {
  shownAs: string;
  /** Machine time (ISO, UTC). */
  at: string;
  destinations: string[];
  tags: { name: string; value: string }[];
};
/** A mail that the mail service refused. */
type Refused = { to: string[]; subject: string };
type TrailLine = { at: string; action: string; detail: string | null };
/** A ticket as the API shows it. */
type Shown = { trail: TrailLine[]; messages: { id: string; by: string }[] };
/** What an agent was told, when (ms of the desk's time): the readers, by address. */
type Told = { at: number; readers: readonly string[] };
/** `by`: the agent who wrote it; `at`: when it left for the first reader (ms of the desk's time). */
type Answer = { ticket: string; by: string | undefined; at: number; told: Told | undefined; got: Set<string> };

/** What agents saw of readers by the API right before they answered by it; by message. */
export type ToldByApi = Map<string, Told>;

/**
 * A line's date is when its mail reached the desk, and a notice that was composed while the desk was at work on that mail leaves after it:
 * lines so much older (ms of the machine's time) are counted, too. What the list has already they change nothing of.
 */
const MS_AT_WORK = 5_000;

/** How a mail to the team says who reads an answer, in the languages that there are. */
const READERS = /^(?:An answer goes to|La risposta va a): +(.+)$/m;

/** The agent for whom a reply address is signed. */
const SIGNED_FOR = /\+t-[0-9a-z]{8}\.a-([^.@\s]+)\./;

/**
 * Compares, for each answer that left, the envelopes that the mail service got with what its writer was shown: the list in the newest mail to
 * that agent before it (or what the API showed to who answered by it), plus and minus the lines of the trail from there to the answer.
 * Nobody may read what its writer did not know they would, nobody who was named may be left out, save whom the mail service refused, and an answer whose writer was not told who
 * reads it is wrong, too. So is any mail to the team about a ticket that does not say who reads an answer. Gives what does not fit, in words.
 */
export async function readersNotAsTold(
  desk: Pick<RunningDesk, 'running' | 'mailbox' | 'api'>,
  toldByApi: ToldByApi,
): Promise<string[]> {
  const sent = (await (await fetch(`${desk.running.mailbox}/sent`)).json()) as Envelope[];
  const refused = (await (await fetch(`${desk.running.mailbox}/refused`)).json()) as Refused[];
  const isRefused = (ticket: string, address: string) =>
    refused.some(({ to, subject }) => to.includes(address) && subject.includes(ticket));
  const bodies = new Map((await desk.mailbox()).map((mail) => [mail.messageId, mail]));
  const deskTime = await deskTimeOf(desk);
  const tickets = await ticketsOf(desk, sent);
  /** By ticket and agent. */
  const told = new Map<string, Told>();
  const answers = new Map<string, Answer>();
  const silent: string[] = [];
  for (const { shownAs, at, destinations, tags } of sent) {
    const { ticket = '', to, purpose, message = '' } = tagsOf(tags);
    // Of a smoke run: its answer is nobody's, and no agent was to be told who reads it.
    if (destinations.every(isSmokeReader)) continue;
    if (purpose === 'answer') {
      const by = tickets.get(ticket)?.messages.find(({ id }) => id === message)?.by;
      const known = toldByApi.get(message) ?? told.get(`${ticket} ${by}`);
      const answer = answers.get(message) ?? { ticket, by, at: deskTime(at), told: known, got: new Set() };
      for (const each of destinations) answer.got.add(each);
      answers.set(message, answer);
    } else if (to !== 'customer') {
      const mail = bodies.get(shownAs);
      for (const { id, agent, readers } of mail ? listsIn(mail, ticket) : []) {
        if (readers) told.set(`${id} ${agent}`, { at: deskTime(at), readers });
        else silent.push(`"${mail?.subject}" to ${destinations.join(', ')} does not say who reads an answer on ${id}`);
      }
    }
  }
  const wrong = [...answers.values()].map((answer) =>
    whatIsWrong(desk, answer, { trail: tickets.get(answer.ticket)?.trail ?? [], isRefused }),
  );
  return [...silent, ...wrong.filter((each) => each !== undefined)];
}

const tagsOf = (tags: Envelope['tags']): Record<string, string | undefined> =>
  Object.fromEntries(tags.map(({ name, value }) => [name, value]));

/** The tickets of all answers, as the API shows them now. */
async function ticketsOf({ api }: Pick<RunningDesk, 'api'>, sent: Envelope[]): Promise<Map<string, Shown>> {
  const answered = sent.map(({ tags }) => tagsOf(tags)).filter(({ purpose }) => purpose === 'answer');
  const ids = [...new Set(answered.map(({ ticket = '' }) => ticket))];
  const read = async (id: string) => [id, (await (await api(`/api/tickets/${id}`)).json()) as Shown] as const;
  return new Map(await Promise.all(ids.map(read)));
}

function whatIsWrong(
  { running }: Pick<RunningDesk, 'running'>,
  { ticket, by, at: left, told, got }: Answer,
  { trail, isRefused }: { trail: readonly TrailLine[]; isRefused: (ticket: string, address: string) => boolean },
): string | undefined {
  const went = `an answer of ${by} on ${ticket} went to ${[...got].join(', ')}`;
  if (told === undefined) return `${went}; they were not told who would read it`;
  const since = trail.filter(
    ({ at }) => Date.parse(at) > told.at - MS_AT_WORK * running.speed && Date.parse(at) <= left,
  );
  const expected = since.reduce(changed, new Set(told.readers));
  const reached = [...expected].filter((address) => got.has(address) || !isRefused(ticket, address));
  return reached.sort().join() === [...got].sort().join()
    ? undefined
    : `${went}; they knew of: ${[...expected].join(', ')} `;
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

/** What a mail to the team says of a ticket: the agent who may answer it by that mail, and who then reads it, if it says so. */
type Listed = { id: string; agent: string | undefined; readers: string[] | undefined };

/** The lists in a mail to the team: of each paragraph that begins with a ticket's number, else of its one ticket. */
function listsIn({ body: { text = '' }, replyTo: [replyTo = ''] = [] }: SentMail, ticket: string): Listed[] {
  const rows = text.split('\n\n').flatMap((part) => {
    const id = /^T-[0-9A-Z]{8}(?= {2}P)/.exec(part)?.[0];
    return id ? [{ id, part, signed: part }] : [];
  });
  const whole = ticket ? [{ id: ticket, part: text, signed: replyTo }] : [];
  return (rows.length > 0 ? rows : whole).map(({ id, part, signed }): Listed => {
    const list = READERS.exec(part)?.[1]?.split(', ');
    const agent = SIGNED_FOR.exec(signed)?.[1];
    return { id, agent, readers: list?.filter((each) => each.includes('@')) };
  });
}
