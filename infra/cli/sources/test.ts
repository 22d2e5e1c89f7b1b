import { parseArgs } from 'node:util';
import { readRequest } from '../../../functions/ingest-webhook/read-request.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import type { FormSource } from '../../../shared/forms/source.ts';
import { readSource } from '../../../shared/forms/stored-source.ts';
import type { FormFile, Submission } from '../../../shared/forms/submission.ts';
import type { FormRequest } from '../../../shared/intake/form-request.ts';
import { cleanLine } from '../../../shared/mail/clean.ts';
import { PREFIX } from '../../../shared/names.ts';
import { PublicError } from '../../../shared/public-error.ts';
import type { Settings } from '../../../shared/settings.ts';
import { FileGone } from '../../../shared/ticket/ports.ts';
import { CommandError, type Io } from '../command.ts';
import { LOG } from '../connect.ts';
import { readBytes } from '../read-input.ts';
import { requireSource } from './find.ts';
import { openSources, type SourcesDesk } from './open.ts';
import { savedDelivery } from './saved-delivery.ts';

/**
 * `sources test NAME FILE|KEY|-|--last`: the ticket that would be made of a delivery that was saved, that the desk keeps under a key, or of the last
 * one that was taken. Nothing is
 * written, and whether it is signed is not asked.
 */
export async function sourcesTest(args: string[], io: Io, open = openSources): Promise<number> {
  const options = { last: { type: 'boolean' }, stage: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [name, file, ...more] = positionals;
  if (name === undefined || (file === undefined) === (values.last !== true) || more.length > 0) {
    throw new CommandError('give one NAME and a FILE, - for standard input, or --last', 2);
  }
  const desk = await open(values.stage);
  const { source } = readSource(name, requireSource(await desk.secrets.read(), name), PROVIDERS);
  const provider = source && PROVIDERS[source.type];
  if (!provider) throw new CommandError(`${name} is of a type that nobody knows`);
  const isKept = file?.startsWith(`${PREFIX.webhooks}${name}/`);
  const bytes = await (isKept || file === undefined ? keptBy(desk, name, file) : readBytes(file, io.stdin));
  const delivery = savedDelivery(bytes, `${desk.url}/webhooks/${name}`);
  const form: FormSource = { ...source, name, secrets: [] };
  const read = await readable(async () => {
    const submission = await provider.read(delivery);
    // By the door's own reading: what is refused there is refused here, in the same words.
    return submission.isGreeting
      ? undefined
      : { submission, request: readRequest({ settings: desk.settings, log: LOG }, form, { delivery, submission }) };
  });
  io.stdout.write(read ? ticketOf(read, form, desk.settings) : 'a greeting: it makes no ticket\n');
  return 0;
}

/** What is kept of a delivery under this key, as `sources rejected` lists it; left out, of the last one that was taken. */
async function keptBy({ records, files }: SourcesDesk, name: string, key?: string): Promise<Buffer> {
  const raw = key ?? (await records.list()).find((record) => record.name === name)?.lastRaw;
  if (raw === undefined) throw new CommandError(`no delivery of ${name} is noted yet: give a FILE`);
  try {
    return await files.read(raw);
  } catch (error) {
    if (error instanceof FileGone) throw new CommandError(`this delivery of ${name} is kept no more: give a FILE`);
    throw error;
  }
}

async function readable<T>(reading: () => Promise<T>): Promise<T> {
  try {
    return await reading();
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    const fields = error.errors.map(({ field, message }) => `${field} ${message}`).join('; ');
    throw new CommandError(`the delivery cannot be read: ${fields || error.message}`);
  }
}

/** The ticket as lines, the longest last. Without controls, which a terminal would obey: a file is called and typed as a stranger likes. */
function ticketOf(
  { submission, request }: { submission: Submission; request: FormRequest },
  source: FormSource,
  { defaults }: Settings,
): string {
  const { email, name, subject, text, priority, language, warnings } = request;
  const lines: [string, string | undefined][] = [
    [
      'from',
      email === undefined ? 'nobody: so nobody is acknowledged' : [name, `<${email}>`].filter(Boolean).join(' '),
    ],
    ['subject', subject],
    ['priority', priority ? `P${priority}` : `P${source.defaults?.priority ?? defaults.priority} (nobody said it)`],
    ['language', language ?? source.defaults?.language],
    ['id', submission.id],
    ...warnings.map((warning): [string, string] => ['warning', warning]),
    ...submission.files.map((file): [string, string] => ['file', describe(file)]),
  ];
  const facts = lines.flatMap(([label, value]) =>
    value === undefined ? [] : [`${`${label}:`.padEnd(10)}${cleanLine(value, Number.POSITIVE_INFINITY)}\n`],
  );
  return `${facts.join('')}\n${text}\n`;
}

function describe(file: FormFile): string {
  return `${file.filename} (${file.contentType}${'content' in file ? `, ${file.content.length} bytes` : `, ${file.link}`})`;
}
