import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { readSource } from '../../../shared/forms/stored-source.ts';
import type { Settings } from '../../../shared/settings.ts';
import { isOwnAddress } from '../../../shared/ticket/desk-addresses.ts';
import { CommandError, type Io } from '../command.ts';
import { readInput } from '../read-input.ts';

/** The types of sources that a page posts by itself. */
export const PAGES = Object.values(PROVIDERS)
  .flatMap(({ name, from }) => (from === 'page' ? [name] : []))
  .join(', ');

/** Options that say what a source is beside its type and its secrets; an empty value takes one away. */
export const PARTS = {
  owner: { type: 'string' },
  map: { type: 'string' },
  priority: { type: 'string' },
  language: { type: 'string' },
  origin: { type: 'string', multiple: true },
  next: { type: 'string' },
  turnstile: { type: 'string' },
} as const;

type Values = { [option in Exclude<keyof typeof PARTS, 'origin'>]?: string | undefined } & {
  origin?: string[] | undefined;
};

/** A stored source with what the options say. Throws a `CommandError` that names the part that is wrong. */
export async function withParts(
  source: Record<string, unknown>,
  values: Values,
  io: Io,
): Promise<Record<string, unknown>> {
  const { owner, map, priority, language, origin, next, turnstile } = values;
  const defaults = changed(source.defaults, { priority: priority && Number(priority.replace(/^p/i, '')), language });
  const page = changed(source.page, { origins: origin && (origin.join('') ? origin : ''), next, turnstile });
  return changed(source, {
    owner,
    map: map && readJson(map, await readInput(map, io.stdin)),
    ...((priority ?? language) !== undefined && { defaults: isEmpty(defaults) ? '' : defaults }),
    ...((origin ?? next ?? turnstile) !== undefined && { page: isEmpty(page) ? '' : page }),
  });
}

/** Refuses a source of which a part could not be used, naming it; `name` is what it is to be called. One that is new gets its secret later. */
export function requireUsable(
  name: string,
  stored: Record<string, unknown>,
  settings: Settings,
  { isNew = false }: { isNew?: boolean } = {},
): void {
  const { source, unusable } = readSource(name, stored, PROVIDERS);
  const wrong = unusable.map((part) => `${part.name.slice(name.length + 1)} ${part.reason}`);
  if (source?.owner && isOwnAddress(settings, source.owner))
    wrong.push('owner is an address of the desk, which mails no address of its own');
  const isPage = source && PROVIDERS[source.type]?.from === 'page';
  if (source?.page && !isPage)
    wrong.push(`page is for the type ${PAGES} alone: leave --origin, --next and --turnstile out`);
  const page = stored.page as { origins?: unknown[] } | undefined;
  if (isPage && !page?.origins?.length)
    wrong.push('page is missing: give the origin of the page that has the form with --origin');
  if (!isNew && source?.page?.turnstile && source.secrets.length === 0)
    wrong.push(`turnstile needs its secret key: first sources rotate ${name} --secret-file FILE`);
  if (wrong.length > 0) throw new CommandError(wrong.join('; '));
}

/** A record with changes: what is undefined stays as it was, what is empty goes. */
function changed(before: unknown, changes: Record<string, unknown>): Record<string, unknown> {
  const after = {
    ...(before as object | undefined),
    ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
  };
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== ''));
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

function readJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}
