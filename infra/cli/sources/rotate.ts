import { parseArgs } from 'node:util';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { countingAt, readSource } from '../../../shared/forms/stored-source.ts';
import { CommandError, type Io } from '../command.ts';
import { requireName, requireSource } from './find.ts';
import { newSecret, SECRET } from './new-secret.ts';
import { noteSet } from './note.ts';
import { openSources } from './open.ts';
import { showSetUp } from './show.ts';

const OPTIONS = { keep: { type: 'string' }, stage: { type: 'string' }, ...SECRET } as const;

/** How long the secret before counts, unless it is said: whoever has to put the new one in may be asleep. */
const KEEP_HOURS = 24;
const MOST_HOURS = 90 * 24;

/**
 * `sources rotate NAME [--keep HOURS] [--secret-file FILE|-] [--token]`: a new secret; those before count beside it for so many hours, with 0
 * no longer. Prints the new one once.
 */
export async function sourcesRotate(args: string[], io: Io, open = openSources): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const name = requireName(positionals);
  const hours = hoursOf(values.keep);
  const desk = await open(values.stage);
  const stored = requireSource(await desk.secrets.read(), name);
  const { source } = readSource(name, stored, PROVIDERS);
  const provider = source && PROVIDERS[source.type];
  if (!provider) throw new CommandError(`${name} is of a type that nobody knows: remove it, and add it anew`);
  if (provider.from === 'page' && values['secret-file'] === undefined) {
    throw new CommandError(`${name} is a page, and has no secret but Turnstile’s: give that by --secret-file`, 2);
  }
  const made = await newSecret(provider, values, io);
  const now = desk.machineNow();
  const until = new Date(now.getTime() + hours * 60 * 60_000).toISOString();
  // None counts longer than it did; what cannot be used, or counts no more, goes.
  const before = countingAt(source.secrets, now)
    .filter(({ secret }) => secret !== made.secret)
    .map((each) => ({
      secret: each.secret,
      until: each.until !== undefined && each.until < until ? each.until : until,
    }));
  const kept = hours === 0 ? [] : before;
  const rotated = { ...stored, secrets: [{ secret: made.secret }, ...kept] };
  await desk.secrets.put(name, rotated);
  io.stdout.write(
    `${name} has a new secret; ${kept.length > 0 ? `those before count until ${until}` : 'no other counts'}\n`,
  );
  showSetUp(desk, { name, kind: source.type, made }, io);
  // Last: a secret that was made and not shown would be lost.
  await noteSet(desk, name, rotated, { keptUntil: kept[0]?.until });
  return 0;
}

function hoursOf(option = String(KEEP_HOURS)): number {
  const hours = Number(option);
  if (/^\d{1,4}$/.test(option) && hours <= MOST_HOURS) return hours;
  throw new CommandError(`--keep takes whole hours, 0 to ${MOST_HOURS}`, 2);
}
