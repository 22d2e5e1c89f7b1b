import { parseArgs } from 'node:util';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { readSource } from '../../../shared/forms/stored-source.ts';
import { LANGUAGES } from '../../../shared/language.ts';
import { CommandError, type Io } from '../command.ts';
import { requireName, requireSource } from './find.ts';
import { openSources } from './open.ts';
import { PAGES } from './parts.ts';
import { snippet } from './snippet.ts';

/** `embed NAME [--language L]`: the HTML of a form for a page of one's own, to paste; change of it what you like. */
export async function embed(args: string[], io: Io, open = openSources): Promise<number> {
  const options = { language: { type: 'string' }, stage: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const name = requireName(positionals);
  const desk = await open(values.stage);
  const { source } = readSource(name, requireSource(await desk.secrets.read(), name), PROVIDERS);
  if (!source?.page || PROVIDERS[source.type]?.from !== 'page') {
    throw new CommandError(`${name} is no page: sources add NAME --type ${PAGES} --origin https://… makes one`);
  }
  const asked = values.language ?? source.defaults?.language ?? desk.settings.defaults.language;
  const language = LANGUAGES.find((each) => each === asked);
  if (!language) throw new CommandError(`--language is one of ${LANGUAGES.join(', ')}`, 2);
  const { next, turnstile } = source.page;
  const page = { action: `${desk.url}/webhooks/${name}`, own: `${desk.settings.webUrl}/desk/new`, next, turnstile };
  io.stdout.write(snippet(page, language));
  return 0;
}
