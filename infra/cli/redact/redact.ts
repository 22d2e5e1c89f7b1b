import { parseArgs } from 'node:util';
import { ENV } from '../../../shared/names.ts';
import { audited } from '../../../shared/ticket/clock.ts';
import { TICKET_ID } from '../../../shared/ticket/identity.ts';
import { type Message, MOST_COPIES } from '../../../shared/ticket/message.ts';
import { getTicket, update } from '../../../shared/use-cases/steps/update.ts';
import { CommandError, type Io } from '../command.ts';
import { type Connect, type Connection, connect } from '../connect.ts';
import { counted } from '../counted.ts';
import { type Bucket, openBucket } from './bucket.ts';

/** A message whose hidden parts the bucket still has. */
type Due = { message: Message; keys: readonly string[] };

/**
 * `redact T-… [--yes] [--stage S]`: shows what the bucket still has of that which agents hid on a ticket, and
 * with `--yes` deletes it, all versions of each object, by the admin's own rights. 1 as long as
 * raw mails stay that no list has. The desk's functions have no right to delete anything.
 */
export async function redactCommand(
  args: string[],
  io: Io,
  open: Connect<Connection> = connect,
  // Whoever has found the desk has entered its environment.
  bucketOf: () => Bucket = () => openBucket(process.env[ENV.mailBucket] ?? ''),
): Promise<number> {
  const options = { yes: { type: 'boolean' }, stage: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [id = '', ...more] = positionals.map((each) => each.toUpperCase());
  if (!TICKET_ID.test(id) || more.length > 0) throw new CommandError('give the number of one ticket, as T-4F7K2M9Q', 2);
  const desk = await open(values.stage);
  const ticket = await getTicket(desk, id);
  const { messages, unreadable } = await desk.tickets.messages(id);
  for (const key of unreadable) io.stderr.write(`warning: message ${key} cannot be read: what it shows is not known\n`);
  if (ticket.redactions?.some(({ again }) => again !== undefined)) {
    io.stderr.write(
      'warning: something was hidden minutes ago: the desk looks for copies once more; run this again in a quarter of an hour\n',
    );
  }
  const due = messages.flatMap((message): Due[] => {
    const keys = message.redaction?.due ?? [];
    return keys.length > 0 ? [{ message, keys }] : [];
  });
  const unlisted = messages.filter(({ redaction, copiesMore }) => redaction !== undefined && copiesMore === true);
  for (const { key, messageId } of unlisted) {
    io.stderr.write(
      `warning: message ${key} came more than ${MOST_COPIES} times, and raw mails of it stay that are not listed: delete those with the Message-ID ${messageId ?? 'of the first'} by hand\n`,
    );
  }
  const status = unlisted.length > 0 ? 1 : 0;
  if (due.length === 0) {
    io.stdout.write(`nothing ${status === 0 ? '' : 'more that is listed '}of ${id} is to be deleted\n`);
    return status;
  }
  for (const { message, keys } of due)
    io.stdout.write(`message ${message.key}\n${keys.map((key) => `  ${key}\n`).join('')}`);
  if (!values.yes) {
    io.stderr.write('nothing was deleted: add --yes to delete all versions of these objects for good\n');
    return 1;
  }
  await erase(desk, id, { due, bucket: bucketOf(), isAll: unlisted.length === 0 }, io);
  return status;
}

/** Deletes, says so in the trail, and only then takes it off what is due: what breaks off is done again, and never taken for done. */
async function erase(
  desk: Connection,
  id: string,
  { due, bucket, isAll }: { due: readonly Due[]; bucket: Bucket; isAll: boolean },
  io: Io,
) {
  const keys = [...new Set(due.flatMap((each) => each.keys))];
  let versions = 0;
  for (const key of keys) versions += await bucket.erase(key);
  const detail = `${counted(keys.length, 'object')}, ${counted(versions, 'version')} deleted`;
  const at = (await desk.time()).toISOString();
  await update(await desk.whole(), await getTicket(desk, id), (current) =>
    audited(current, { at, by: 'admin', action: isAll ? 'redaction done' : 'redaction begun', detail }),
  );
  const changed: string[] = [];
  for (const { message, keys: done } of due) {
    const { redaction } = message;
    if (!redaction) continue;
    const left = { ...redaction, count: redaction.count + 1, due: redaction.due.filter((key) => !done.includes(key)) };
    if (!(await desk.tickets.rewriteMessage(message, { ...message, redaction: left }))) changed.push(message.key);
  }
  io.stdout.write(`${detail}\n`);
  if (changed.length > 0)
    throw new CommandError(`something was hidden meanwhile in ${changed.join(', ')}. Run it again`);
}
