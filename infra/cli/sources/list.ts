import { parseArgs } from 'node:util';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { countingAt, readSource } from '../../../shared/forms/stored-source.ts';
import { type FormRecord, MOST_REFUSED } from '../../../shared/ticket/form-record.ts';
import type { Io } from '../command.ts';
import { formatTable, widthOf } from '../table.ts';
import { allSources } from './find.ts';
import { openSources } from './open.ts';

const HEADINGS = ['NAME', 'TYPE', 'SECRETS', 'OWNER', 'DELIVERED', 'LAST', 'REFUSED SINCE', 'STATE'];

/** `sources list [--json]`: every source and what came of it; no secret is shown. */
export async function sourcesList(args: string[], io: Io, open = openSources): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, stage: { type: 'string' } } });
  const desk = await open(values.stage);
  const stored = await desk.secrets.read();
  const records = new Map((await desk.records.list()).map((record) => [record.name, record]));
  const now = desk.machineNow();
  const rows = [...allSources(stored)]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, source]) =>
      describe(name, source, { record: records.get(name), now, isOld: !Object.hasOwn(stored.sources, name) }),
    );
  io.stdout.write(
    values.json
      ? rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      : formatTable(HEADINGS, rows.map(cells), widthOf(io.stdout)),
  );
  return 0;
}

type Row = ReturnType<typeof describe>;

/** All but the secrets themselves. */
function describe(
  name: string,
  stored: Record<string, unknown>,
  { record, now, isOld }: { record: FormRecord | undefined; now: Date; isOld: boolean },
) {
  const { source, unusable } = readSource(name, stored, PROVIDERS);
  const { secrets = [], type = String(stored.type), ...parts } = source ?? {};
  return {
    name,
    type,
    ...parts,
    secrets: countingAt(secrets, now).map(({ until }) => ({ ...(until && { until }) })),
    ...(isOld && { isOld }),
    delivered: record?.delivered ?? 0,
    ...(record?.deliveredAt && { deliveredAt: record.deliveredAt }),
    refused: record?.refused ?? 0,
    ...(record?.why && { why: record.why }),
    ...(record?.unreachedFrom && {
      unreached: { since: record.unreachedFrom, why: record.whyUnreached ?? '' },
    }),
    problems: unusable.map((part) => `${part.name.slice(name.length + 1)} ${part.reason}`),
  };
}

function cells(row: Row): string[] {
  const { secrets, problems, unreached } = row;
  const needs = row.page || row.isDisabled || secrets.length > 0 ? [] : ['no secret counts'];
  const state = [
    ...(row.isDisabled ? ['disabled'] : []),
    ...needs,
    ...problems,
    ...(unreached ? [`its owner is not reached since ${unreached.since}: ${unreached.why}`] : []),
    ...(row.isOld ? ['in the desk’s secret'] : []),
  ];
  const until = secrets.find((each) => each.until)?.until;
  const refused = row.refused >= MOST_REFUSED ? `${MOST_REFUSED} or more` : String(row.refused);
  return [
    row.name,
    row.type,
    `${secrets.length}${until ? `, to ${until}` : ''}`,
    row.owner ?? '',
    String(row.delivered),
    row.deliveredAt ?? '',
    row.why ? `${refused}: ${row.why}` : refused,
    state.join('; ') || 'in use',
  ];
}
