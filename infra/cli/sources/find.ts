import { CommandError } from '../command.ts';
import type { StoredSources } from './secrets.ts';

/** Every source as it is stored, by name; one that still stands beside the signing key as the `standard` one that it is. */
export function allSources({ sources, before }: StoredSources): Map<string, Record<string, unknown>> {
  const moved = Object.entries(before).map(([name, secrets]) => [name, asStandard(secrets)] as const);
  const stored = Object.entries(sources).map(([name, source]) => [name, { ...(source as object) }] as const);
  return new Map([...moved, ...stored]);
}

/** The source of this name. Throws a `CommandError` that names those there are. */
export function requireSource(stored: StoredSources, name: string): Record<string, unknown> {
  const all = allSources(stored);
  const found = all.get(name);
  if (found) return found;
  const names = [...all.keys()].sort().join(', ') || 'none';
  throw new CommandError(`there is no source ${JSON.stringify(name)}; there are ${names}`);
}

/** The one positional argument, a name. Throws a `CommandError` that says so. */
export function requireName([name, ...more]: readonly string[]): string {
  if (name === undefined || more.length > 0) throw new CommandError('give one NAME, as sources list shows it', 2);
  return name;
}

function asStandard(secrets: unknown): Record<string, unknown> {
  return { type: 'standard', secrets: Array.isArray(secrets) ? secrets.map((secret) => ({ secret })) : [] };
}
