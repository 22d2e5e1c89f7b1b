import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHandler } from '../../functions/ticket-changes/handler.ts';
import { startDynamoWithStream } from '../../infra/local/emulators/dynamo.ts';
import { createTables } from '../../infra/local/emulators/tables.ts';
import { lambdaContext } from '../../infra/local/lambda-context.ts';
import { fitsOne } from '../../infra/local/stream-filter.ts';
import { STREAM_FILTERS } from '../../infra/stream-filters.ts';
import { factTable } from '../../shared/aws/fact-table.ts';
import { readRecord } from '../../shared/aws/stream-record.ts';
import { openTable } from '../../shared/aws/table.ts';
import { ticketTable } from '../../shared/aws/ticket-table.ts';
import { wordTable } from '../../shared/aws/word-table.ts';
import type { Consumer } from '../../shared/events/consumer.ts';
import { eventsOf } from '../../shared/events/events-of.ts';
import { keepFacts } from '../../shared/report/keep-facts.ts';
import { indexChanges } from '../../shared/search/index-changes.ts';
import { changeState } from '../../shared/use-cases/change-state.ts';
import { respond } from '../../shared/use-cases/respond.ts';
import { meteredDynamo } from '../support/metered-dynamo.ts';
import { ada, waitingTicket } from '../support/stories.ts';
import { tableDesk } from '../support/table-desk.ts';
import { sentences } from './mails.ts';
import { type Measurement, progress } from './report.ts';

const TICKETS = 20;

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
    const told: unknown[] = [];
    const consumers: Record<string, Consumer> = {
      events: async (changes) => {
        told.push(...changes.flatMap(eventsOf));
      },
      facts: keepFacts({ facts: factTable(table, log), settings }),
      words: indexChanges({ tickets: ticketTable(table, log), words: wordTable(table, log) }, log),
    };
    const units: string[] = [];
    for (const [name, consumer] of Object.entries(consumers)) {
      metered.read();
      const handler = createHandler({
        read: readRecord,
        consumers: { [name]: consumer },
        setAside: async () => {},
        log,
      });
      for (const record of Records) await handler({ Records: [record] }, lambdaContext('ticket-changes'));
      const { writes, reads } = metered.read();
      if (name !== 'events') units.push(each(writes), each(reads));
    }
    return {
      title: 'What the stream has of a ticket that is asked, answered and closed',
      headings: ['records', 'of them read', 'events', 'facts: write units', 'read', 'words: write units', 'read'],
      rows: [[each(all.length), each(Records.length), each(told.length), ...units]],
      notes: [
        `A mean of ${TICKETS}; each record by itself, as on a quiet day: a batch with several of one ticket costs less.`,
      ],
    };
  } finally {
    await metered.close();
    await dynamo.close();
  }
}

const each = (sum: number) => (sum / TICKETS).toFixed(1);
