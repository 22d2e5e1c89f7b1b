import { parseArgs } from 'node:util';
import { presets } from '../../../shared/forms/presets.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { SOURCE_NAME } from '../../../shared/forms/stored-source.ts';
import { CommandError, type Io } from '../command.ts';
import { allSources, requireName } from './find.ts';
import { newSecret, SECRET } from './new-secret.ts';
import { noteSet } from './note.ts';
import { openSources } from './open.ts';
import { PARTS, requireUsable, withParts } from './parts.ts';
import { showSetUp } from './show.ts';

const OPTIONS = { type: { type: 'string' }, stage: { type: 'string' }, ...PARTS, ...SECRET } as const;

/**
 * `sources add NAME --type TYPE [--owner MAIL] [--map FILE] [--priority N] [--language L] [--origin URL…] [--next URL] [--turnstile KEY] [--secret-file FILE|-]
 * [--token]`: a form may post from then on. TYPE is a provider, or a preset that brings its own map. Prints its address and secret once, and what is left to do at the provider.
 */
export async function sourcesAdd(args: string[], io: Io, open = openSources): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const name = requireName(positionals);
  if (!SOURCE_NAME.test(name)) {
    throw new CommandError('a NAME has letters, digits, - and _, 64 at most, and begins with a letter or a digit', 2);
  }
  const kind = values.type ?? '';
  const preset = Object.hasOwn(presets, kind) ? presets[kind] : undefined;
  const type = preset?.type ?? kind;
  const provider = Object.hasOwn(PROVIDERS, type) ? PROVIDERS[type] : undefined;
  if (!provider) {
    const kinds = [...Object.keys(PROVIDERS), ...Object.keys(presets)].sort().join(', ');
    throw new CommandError(`give --type, one of ${kinds}`, 2);
  }
  const isPage = provider.from === 'page';
  if (isPage && (values.token || (values['secret-file'] !== undefined && !values.turnstile))) {
    throw new CommandError(
      'a page has no secret but Turnstile’s: leave --token and --secret-file out, or give --turnstile',
      2,
    );
  }
  const desk = await open(values.stage);
  if (allSources(await desk.secrets.read()).has(name)) {
    throw new CommandError(`there is a source ${name} already: use sources change or sources rotate`);
  }
  const parts = await withParts({ type, secrets: [], ...(preset && { map: preset.map }) }, values, io);
  requireUsable(name, parts, desk.settings, { isNew: true });
  // A page proves itself by where it is; its secret is Turnstile's.
  const made = isPage && !values.turnstile ? undefined : await newSecret(provider, values, io);
  const source = { ...parts, secrets: made ? [{ secret: made.secret }] : [] };
  await desk.secrets.put(name, source);
  io.stdout.write(`${name} is added\n`);
  showSetUp(desk, { name, kind, ...(made && { made }) }, io);
  // Last: a secret that was made and not shown would be lost.
  await noteSet(desk, name, source);
  return 0;
}
