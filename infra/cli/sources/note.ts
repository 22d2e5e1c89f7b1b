import type { SourcesDesk } from './open.ts';

/** Notes that an admin set a source, so that its owner hears when nothing comes of it; `rotated`: by a new secret. */
export async function noteSet(
  { records, time }: Pick<SourcesDesk, 'records' | 'time'>,
  name: string,
  source: Record<string, unknown>,
  rotated?: { keptUntil: string | undefined },
): Promise<void> {
  const owner = typeof source.owner === 'string' ? source.owner : undefined;
  const at = (await time()).toISOString();
  await records.set(name, { owner, at, inUse: source.isDisabled !== true, ...(rotated && { rotated }) });
}
