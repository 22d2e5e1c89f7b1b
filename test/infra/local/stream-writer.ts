import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { startDynamoWithStream } from '../../../infra/local/emulators/dynamo.ts';
import { createTables } from '../../../infra/local/emulators/tables.ts';
import { enterEnvironment } from '../../../infra/local/environment.ts';
import { sdkEnvironment } from '../../../infra/local/function-env.ts';
import { PEOPLE_TABLE, TICKET_TABLE } from '../../../infra/local/resources.ts';

/**
 * A process of its own, to be killed: writes four items again and again in the table that is kept in the folder it is given, and prints each write
 * once it was answered, as `<item> <number>`.
 */
const dynamo = await startDynamoWithStream(TICKET_TABLE, process.argv[2]);
const nowhere = 'http://127.0.0.1:9';
const others = { messaging: nowhere, mailbox: nowhere, scheduler: nowhere, secrets: nowhere, bus: nowhere };
enterEnvironment(sdkEnvironment({ ...others, dynamo: dynamo.url }));
await createTables({ tickets: TICKET_TABLE, people: PEOPLE_TABLE });
const client = DynamoDBDocumentClient.from(new DynamoDBClient());

async function write(item: string): Promise<void> {
  for (let n = 1; n <= 5_000; n += 1) {
    await client.send(new PutCommand({ TableName: TICKET_TABLE, Item: { pk: `TICKET#${item}`, sk: 'TICKET', n } }));
    process.stdout.write(`${item} ${n}\n`);
  }
}

await Promise.all(['a', 'b', 'c', 'd'].map(write));
