import { writeFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHandler } from '../../functions/ticket-changes/handler.ts';
import { MEASURED, type StreamCounts } from '../../infra/cli/cost/counts.ts';
import { startDynamoWithStream } from '../../infra/local/emulators/dynamo.ts';
import { createTables } from '../../infra/local/emulators/tables.ts';
import { lambdaContext } from '../../infra/local/lambda-context.ts';
import { serve } from '../../infra/local/serve.ts';
import { fitsOne } from '../../infra/local/stream-filter.ts';
import { STREAM_FILTERS } from '../../infra/stream-filters.ts';
import { factTable } from '../../shared/aws/fact-table.ts';
import { readRecord } from '../../shared/aws/stream-record.ts';
import { openTable, type Table } from '../../shared/aws/table.ts';
import { targetTable } from '../../shared/aws/targets-table.ts';
import { tellingTable } from '../../shared/aws/telling-items.ts';
import { ticketTable } from '../../shared/aws/ticket-table.ts';
import { wordTable } from '../../shared/aws/word-table.ts';
import type { Consumer } from '../../shared/events/consumer.ts';
import { eventsOf } from '../../shared/events/events-of.ts';
import { EVENT_TYPES, type TicketEvent } from '../../shared/events/ticket-event.ts';
import { keepFacts } from '../../shared/report/keep-facts.ts';
import { indexChanges } from '../../shared/search/index-changes.ts';
import type { TargetsDesk } from '../../shared/targets/ports.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { changeState } from '../../shared/use-cases/change-state.ts';
import { notifyTarget } from '../../shared/use-cases/notify-target.ts';
import { respond } from '../../shared/use-cases/respond.ts';
import { type Meter, meteredDynamo } from '../support/metered-dynamo.ts';
import { ada, waitingTicket } from '../support/stories.ts';
import { tableDesk } from '../support/table-desk.ts';
import { sentences } from './mails.ts';
import { type Measurement, progress } from './report.ts';

const TICKETS = 20;
const FILE = new URL('../../infra/cli/cost/counts.json', import.meta.url);
type Metered = Awaited<ReturnType<typeof meteredDynamo>>;

/** What a ticket's life makes of the table's stream: records, events, and what the reader of the stream writes and reads for facts and words. */
export async function measureStream(): Promise<Measurement> {
  progress('what a ticket makes of the stream');
  Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' });
  const dynamo = await startDynamoWithStream('tickets');
  process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamo.url;
  const metered = await meteredDynamo(dynamo.url);
  try {
    await createTables({ tickets: 'tickets', people: 'people' });
    const open = (name: string, endpoint: string) => openTable(new DynamoDBClient({ endpoint }), name);
    const { desk } = await tableDesk({ tickets: open('tickets', dynamo.url), people: open('people', dynamo.url) });
    const before = (await dynamo.stream.after(0, 1_000_000)).length;
    for (let number = 0; number < TICKETS; number += 1) {
      const { id } = await waitingTicket(desk, { source: `mail:${number}`, text: sentences(600) });
      desk.pass(60);
      const by = { ticketId: id, agent: ada, at: desk.now().toISOString() };
      const said = { source: `api:${number}`, text: sentences(300), attachments: [], tellBy: 'call' } as const;
      await respond(desk, { ...by, ...said, attachments: [], receivedAt: by.at });
      desk.pass(60);
      await changeState(desk, { ...by, at: desk.now().toISOString(), state: 'closed' });
    }
    const all = (await dynamo.stream.after(0, 1_000_000)).slice(before);
    const Records = all.filter((record) => fitsOne(STREAM_FILTERS, record));
    const table = open('tickets', metered.url);
    const { log, settings } = desk;
    const told: TicketEvent[] = [];
    const consumers: Record<string, Consumer> = {
      events: async (changes) => {
        told.push(...changes.flatMap(eventsOf));
      },
      facts: keepFacts({ facts: factTable(table, log), settings }),
      words: indexChanges({ tickets: ticketTable(table, log), words: wordTable(table, log) }, log),
    };
    const units: Meter[] = [];
    for (const [name, consumer] of Object.entries(consumers)) {
      metered.read();
      const handler = createHandler({
        read: readRecord,
        consumers: { [name]: consumer },
        setAside: async () => {},
        log,
      });
      for (const record of Records) await handler({ Records: [record] }, lambdaContext('ticket-changes'));
      const used = metered.read();
      if (name !== 'events') units.push(used);
    }
    const target = await unitsOfTelling({ desk, metered, open }, told);
    const sum = (what: 'writes' | 'reads') => Number(each(units.reduce((all, used) => all + used[what], 0)));
    const stream: StreamCounts = {
      measured: new Date().toISOString().slice(0, 10),
      records: Number(each(Records.length)),
      events: Number(each(told.length)),
      'write units': sum('writes'),
      'read units': sum('reads'),
      target,
    };
    writeFileSync(FILE, `${JSON.stringify({ ...MEASURED, stream }, undefined, 2)}\n`);
    return {
      title: 'What the stream has of a ticket that is asked, answered and closed',
      headings: [
        'records',
        'of them read',
        'events',
        'facts: write units',
        'read',
        'words: write units',
        'read',
        'to tell a target: write units',
        'read',
      ],
      rows: [
        [
          ...[all.length, Records.length, told.length].map(each),
          ...units.flatMap(({ writes, reads }) => [each(writes), each(reads)]),
          ...Object.values(target).map(String),
        ],
      ],
      notes: [
        `A mean of ${TICKETS}; each record by itself, as on a quiet day: a batch with several of one ticket costs less.`,
      ],
    };
  } finally {
    await metered.close();
    await dynamo.close();
  }
}

/** What it takes to tell one program of something, a mean of all that was told. */
async function unitsOfTelling(
  { desk, metered, open }: { desk: Desk; metered: Metered; open: (name: string, endpoint: string) => Table },
  told: readonly TicketEvent[],
): Promise<StreamCounts['target']> {
  const { settings, teamMail, now, log } = desk;
  const [tickets, people] = [open('tickets', metered.url), open('people', metered.url)];
  const directory = targetTable(people, log);
  const program = await serve(() => new Response('taken'));
  const secrets = [`whsec_${Buffer.alloc(32, 7).toString('base64')}`];
  const targets: TargetsDesk = {
    ...{ settings, teamMail, now, log, machineNow: () => new Date() },
    tickets: ticketTable(tickets, log),
    targets: directory,
    tellings: tellingTable(tickets, log),
    secrets: { of: async () => ({ url: `${program.url}/`, secrets }) },
    queue: { setAside: async () => {} },
    fetch: { allows: () => true },
  };
  try {
    await directory.put({ name: 'program', kind: 'webhook', routes: [{ on: [...EVENT_TYPES] }] });
    metered.read();
    for (const event of told) await notifyTarget(targets, { target: 'program', event });
    const { writes, reads } = metered.read();
    const mean = (sum: number) => Number((sum / told.length).toFixed(1));
    return { 'write units': mean(writes), 'read units': mean(reads) };
  } finally {
    await program.close();
  }
}

const each = (sum: number) => (sum / TICKETS).toFixed(1);
