import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { Io } from './command.ts';
import { openApi, WHERE } from './quarantine-api.ts';
import { formatTable, widthOf } from './table.ts';

const pageSchema = z.object({
  entries: z.array(
    z.looseObject({
      id: z.string(),
      at: z.string(),
      state: z.string(),
      reason: z.string(),
      detail: z.string().nullable(),
      from: z.string().nullable(),
      subject: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
type Entry = z.infer<typeof pageSchema>['entries'][number];

/** Entries of one page: as many as the API gives. */
const PAGE = 100;

/** `quarantine list [--all] [--json] [--stage S | --api URL] [--token TOKEN]`: what is held, newest first; with `--all` what was released too. */
export async function quarantineList(args: string[], io: Io, open = openApi): Promise<number> {
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({ args, options: { all: flag, json: flag, ...WHERE } });
  const ask = await open(values);
  const entries: Entry[] = [];
  const query = new URLSearchParams({ limit: String(PAGE), ...(!values.all && { state: 'held' }) });
  for (let next: string | null = ''; next !== null; ) {
    if (next) query.set('cursor', next);
    const page = pageSchema.parse(await ask('GET', `/api/quarantine?${query}`));
    entries.push(...page.entries);
    next = page.next;
  }
  io.stdout.write(
    values.json
      ? entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
      : formatTable(['ID', 'RECEIVED', 'STATE', 'REASON', 'FROM', 'SUBJECT'], entries.map(cells), widthOf(io.stdout)),
  );
  return 0;
}

function cells({ id, at, state, reason, detail, from, subject }: Entry): string[] {
  return [id, at, state, detail ? `${reason}: ${detail}` : reason, from ?? '', subject];
}
