import { parseArgs } from 'node:util';
import type { Message } from '../../../shared/ticket/message.ts';
import { ifThere } from '../../../shared/ticket/ports.ts';
import { keptOf } from '../../../shared/ticket/redaction.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { showProgress } from '../progress.ts';
import type { EraseDesk } from './erase-desk.ts';
import { type ExportFolder, exportFolder } from './export-folder.ts';
import { HELP } from './export-help.ts';
import { findAll } from './find.ts';
import { objectsOfHeld } from './held.ts';
import { type OpenErase, openErase } from './open.ts';
import { nameOf, personOf, readWho } from './person.ts';
import { partsOf, storedOf } from './ticket-parts.ts';

const FLAG = { type: 'boolean' } as const;
const OPTIONS = { out: { type: 'string' }, stage: { type: 'string' }, help: { ...FLAG, short: 'h' } } as const;

/** What a folder has: `objects` by their keys in the bucket; `gone` are those that it has no more. */
type Manifest = {
  of: string;
  at: string;
  tickets: number;
  messages: number;
  notes: number;
  held: number;
  objects: Record<string, string>;
  gone: string[];
  unreadable: string[];
};

/** `customers export ID|ADDRESS [--out FOLDER] [--stage S]`: all that the desk has of a person, in a folder. */
export async function customersExport(args: string[], io: Io, open: OpenErase = openErase): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  if (values.help) {
    io.stdout.write(HELP);
    return 0;
  }
  const words = readWho(positionals);
  const desk = await open(values.stage);
  const at = desk.desk.now().toISOString();
  const person = await personOf(desk.desk, words);
  const { cards, held, unreadable } = await findAll(desk, person, LATER);
  if (!person.record && cards.length + held.length + unreadable.length === 0)
    throw new CommandError(`nothing is found of ${nameOf(person)}; who only reads along stands in no list`);
  const path = values.out ?? `desk-export-${at.replaceAll(':', '')}`;
  const folder = await exportFolder(path);
  const manifest: Manifest = {
    ...{ of: nameOf(person), at, tickets: 0, messages: 0, notes: 0, held: 0 },
    ...{ objects: {}, gone: [], unreadable },
  };
  if (person.record) await folder.json('customer.json', person.record);
  const progress = showProgress(io.stderr, cards.length + held.length);
  for (const { id } of cards) {
    await putTicket(desk, folder, id, manifest);
    progress.at(manifest.tickets);
  }
  for (const entry of held) {
    await folder.json(`held/${entry.id}.json`, entry);
    for (const key of await objectsOfHeld(entry.received.raw, desk.bucket))
      await putObject(desk, folder, key, manifest);
    manifest.held += 1;
    progress.at(manifest.tickets + manifest.held);
  }
  progress.end();
  // Last: a folder without it is not whole.
  await folder.json('manifest.json', manifest);
  const { tickets, messages, notes, objects } = manifest;
  io.stdout.write(
    `${path}: ${counted(tickets, 'ticket')}, ${counted(messages, 'message')}, ${counted(notes, 'note')}, ${counted(held.length, 'held mail')}, ${counted(Object.keys(objects).length, 'object')}\n`,
  );
  for (const id of manifest.unreadable)
    io.stderr.write(`warning: ${id} cannot be read, and is not in it: desk doctor --repair\n`);
  return manifest.unreadable.length > 0 ? 1 : 0;
}

/** After every instant. */
const LATER = '9';

async function putTicket(desk: EraseDesk, folder: ExportFolder, id: string, manifest: Manifest): Promise<void> {
  const parts = await partsOf(desk.tickets, desk.desk.log, id);
  if (!parts.ticket) {
    manifest.unreadable.push(id);
    return;
  }
  // Marks are of what was hidden, for the desk alone to know it by.
  const { redactions: _, audit, ...ticket } = parts.ticket;
  const [notes, messages] = [true, false].map((isNote) => parts.messages.filter((each) => isTeams(each) === isNote));
  await folder.json(`tickets/${id}/ticket.json`, ticket);
  await folder.json(`tickets/${id}/trail.json`, [...parts.trail.flatMap(({ entries }) => entries), ...audit]);
  await folder.json(`tickets/${id}/messages.json`, messages);
  if (notes?.length) await folder.json(`tickets/${id}/notes.json`, notes);
  for (const key of theirs(parts.ticket, parts.messages)) await putObject(desk, folder, key, manifest);
  manifest.tickets += 1;
  manifest.messages += messages?.length ?? 0;
  manifest.notes += notes?.length ?? 0;
}

/** What the team wrote for itself: notes, and what nobody proved to be of the team, which was written to it (`unverified`). */
const isTeams = ({ kind, author }: Message) => kind === 'note' || author === 'unverified';

/**
 * What they sent as it came, and the files of both sides. A mail of the team's as it came has the notice that it answers, which is the team's; also
 * where it opened the ticket.
 */
function theirs({ raw }: Ticket, messages: readonly Message[]): string[] {
  const [came, teams] = [true, false].map((isTheirs) =>
    messages.filter(({ author }) => (author === 'customer') === isTheirs).flatMap(keptOf),
  );
  const files = messages.filter((each) => !isTeams(each)).flatMap(storedOf);
  return [...keptOf({ raw }).filter((key) => !teams?.includes(key)), ...(came ?? []), ...files];
}

async function putObject(
  { desk }: EraseDesk,
  folder: ExportFolder,
  key: string,
  { objects, gone }: Manifest,
): Promise<void> {
  if (Object.hasOwn(objects, key) || gone.includes(key)) return;
  const content = await ifThere(desk.files.read(key));
  if (content) objects[key] = await folder.object(key, content);
  else gone.push(key);
}
