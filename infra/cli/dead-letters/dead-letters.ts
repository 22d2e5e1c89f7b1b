import { parseArgs } from 'node:util';
import type { QueueName } from '../../../shared/alarms.ts';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { showProgress } from '../progress.ts';
import { formatTable, widthOf } from '../table.ts';
import { type Described, describe } from './describe.ts';
import { HELP } from './help.ts';
import type { LetterBox } from './letter-box.ts';
import { type DeadLetters, type OpenDeadLetters, openDeadLetters } from './open.ts';
import { readQueueName } from './queues.ts';
import { showLetter } from './show.ts';

const FLAG = { type: 'boolean' } as const;
const OPTIONS = { queue: { type: 'string' }, stage: { type: 'string' }, json: FLAG, yes: FLAG } as const;

type Given = { json: boolean; yes: boolean; id?: string | undefined };
type Chosen = Omit<DeadLetters, 'boxes'> & { boxes: readonly LetterBox[] };

const COMMANDS: Record<string, (desk: Chosen, given: Given, io: Io) => Promise<number>> = {
  list,
  show,
  redrive,
  delete: remove,
};

/** Those that are about one letter. */
const OF_ONE = ['show', 'delete'];

/** `dead-letters list|show ID|delete ID|redrive [--queue NAME] [--stage S] [--json] [--yes]`: what its functions gave up, and back to them with it. */
export async function deadLetters(args: string[], io: Io, open: OpenDeadLetters = openDeadLetters): Promise<number> {
  const [name = '', ...rest] = args;
  if (args.some((word) => ['--help', '-h'].includes(word)) || name === 'help') {
    io.stdout.write(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new CommandError(`there is no command "dead-letters ${name}"; see dead-letters --help`, 2);
  const { values, positionals } = parseArgs({ args: rest, options: OPTIONS, allowPositionals: true });
  const { json = false, yes = false } = values;
  const [id] = positionals;
  const queue = readQueueName(values.queue);
  checkCall(name, { ids: positionals, queue });
  const desk = await open(values.stage);
  const boxes = desk.boxes.filter((box) => queue === undefined || box.name === queue);
  if (boxes.length === 0) throw new CommandError(`this desk has no queue ${queue}`);
  return command({ ...desk, boxes }, { json, yes, id }, io);
}

function checkCall(name: string, { ids, queue }: { ids: readonly string[]; queue: QueueName | undefined }): void {
  const isOfOne = OF_ONE.includes(name);
  if (isOfOne !== ids.length > 0 || ids.length > 1)
    throw new CommandError(isOfOne ? 'give one ID, as dead-letters list shows it' : `${name} takes no ID`, 2);
  if (name === 'delete' && queue === undefined)
    throw new CommandError('name the queue that the letter is in, with --queue NAME, as dead-letters list shows it', 2);
}

async function list(desk: Chosen, { json }: Given, io: Io): Promise<number> {
  const letters = await lookAt(desk, io);
  if (json) {
    // The body of a mail's notification has its subject, that of a form's what a stranger wrote: `show` gives it.
    for (const { body: _, attributes: __, ...rest } of letters) io.stdout.write(`${JSON.stringify(rest)}\n`);
    return 0;
  }
  if (letters.length === 0) io.stdout.write('nothing is there\n');
  else
    io.stdout.write(
      formatTable(
        HEADINGS,
        letters.map((each) => cells(each, desk.machineNow())),
        widthOf(io.stdout),
      ),
    );
  return 0;
}

const HEADINGS = ['QUEUE', 'ID', 'AGE', 'TRIES', 'ABOUT', 'WHY'];

function cells({ queue, id, sentAt, tries, about, why }: Described, now: Date): string[] {
  return [queue, id, ageOf(now.getTime() - Date.parse(sentAt)), String(tries), about, why];
}

const UNITS = [
  { sign: 'd', ms: 24 * 3_600_000 },
  { sign: 'h', ms: 3_600_000 },
];

/** In days or hours from two on, else in minutes. */
function ageOf(ms: number): string {
  const unit = UNITS.find((each) => ms >= 2 * each.ms) ?? { sign: 'min', ms: 60_000 };
  return `${Math.floor(ms / unit.ms)} ${unit.sign}`;
}

async function show(desk: Chosen, { json, id = '' }: Given, io: Io): Promise<number> {
  const letter = (await lookAt(desk, io)).find((each) => each.id === id);
  if (!letter) throw new CommandError(`no dead letter has the ID ${id}; dead-letters list shows those there are`);
  io.stdout.write(json ? `${JSON.stringify(letter)}\n` : showLetter(letter));
  return 0;
}

/** Without `--yes` it shows what would go. */
async function remove(desk: Chosen, given: Given, io: Io): Promise<number> {
  const { id = '', yes } = given;
  if (!yes) {
    await show(desk, given, io);
    io.stderr.write('nothing was deleted: add --yes to delete it for good\n');
    return 1;
  }
  for (const box of desk.boxes) {
    if (!(await box.remove(id))) continue;
    io.stdout.write(
      given.json ? `${JSON.stringify({ queue: box.name, deleted: id })}\n` : `${box.name}: ${id} is deleted\n`,
    );
    return 0;
  }
  throw new CommandError(`no dead letter has the ID ${id}; dead-letters list shows those there are`);
}

/** All letters of these queues, the oldest of each first. */
async function lookAt({ boxes, tickets }: Chosen, io: Io): Promise<Described[]> {
  const progress = showProgress(io.stderr, await countAll(boxes));
  try {
    let seen = 0;
    // Side by side: a queue with nothing in it takes a second to say so.
    const letters = await Promise.all(
      boxes.map((box) => {
        let before = 0;
        return box.all((count) => {
          seen += count - before;
          before = count;
          progress.at(seen);
        });
      }),
    );
    const found: Described[] = [];
    for (const ofQueue of letters) {
      for (const letter of ofQueue.sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1)))
        found.push(await describe(letter, tickets));
    }
    return found;
  } finally {
    progress.end();
  }
}

async function redrive({ boxes }: Chosen, { json, yes }: Given, io: Io): Promise<number> {
  if (!yes) {
    for (const box of boxes) report(io, { queue: box.name, waiting: await box.count() }, json);
    io.stderr.write('nothing was sent: add --yes to send all of it back to its own queue\n');
    return 1;
  }
  const progress = showProgress(io.stderr, await countAll(boxes));
  let before = 0;
  try {
    for (const box of boxes) {
      let done = 0;
      try {
        await box.redrive((sent) => {
          done = sent;
          progress.at(before + done);
        });
      } catch (error) {
        const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        const sent = `after ${counted(before + done, 'message')}`;
        throw new CommandError(
          `it broke off ${sent}: ${reason}. Nothing is lost: run it again, it goes on where it was`,
        );
      }
      before += done;
      report(io, { queue: box.name, sent: done }, json);
    }
    return 0;
  } finally {
    progress.end();
  }
}

type Report = { queue: string } & ({ waiting: number } | { sent: number });

function report(io: Io, about: Report, json: boolean): void {
  const words = 'sent' in about ? `${counted(about.sent, 'message')} sent back` : counted(about.waiting, 'message');
  io.stdout.write(json ? `${JSON.stringify(about)}\n` : `${about.queue}: ${words}\n`);
}

async function countAll(boxes: readonly LetterBox[]): Promise<number> {
  const counts = await Promise.all(boxes.map((box) => box.count()));
  return counts.reduce((sum, count) => sum + count, 0);
}
