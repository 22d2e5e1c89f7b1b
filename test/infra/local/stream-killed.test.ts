import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { startDynamoWithStream } from '../../../infra/local/emulators/dynamo.ts';
import { clientFor, TICKET_TABLE } from '../../../infra/local/resources.ts';

const WRITER = fileURLToPath(new URL('stream-writer.ts', import.meta.url));
const ITEMS = ['a', 'b', 'c', 'd'];

/** Has the writer at work until it has written so often, and kills it in the middle. Gives the last number that was answered, of each item. */
async function killed(data: string, writes: number): Promise<Map<string, number>> {
  const answered = new Map<string, number>();
  const child = spawn(process.execPath, [WRITER, data], { stdio: ['ignore', 'pipe', 'inherit'] });
  let [count, rest] = [0, ''];
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [item = '', n] = line.split(' ');
      answered.set(item, Number(n));
      count += 1;
    }
    if (count >= writes) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('exit', resolve));
  return answered;
}

it.each([40, 150, 400])(
  'a kill after %i writes leaves no write without its record, and no record without its write',
  async (writes) => {
    const data = mkdtempSync(join(tmpdir(), 'desk-killed-'));
    const answered = await killed(data, writes);
    const dynamo = await startDynamoWithStream(TICKET_TABLE, data);
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientFor(dynamo.url)));
    try {
      const records = await dynamo.stream.after(0, 100_000);
      for (const item of ITEMS) {
        const own = records.filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S === `TICKET#${item}`);
        const numbers = own.map(({ dynamodb }) => Number(dynamodb?.NewImage?.n?.N));
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        expect(numbers.length).toBeGreaterThanOrEqual(answered.get(item) ?? 0);
        const { Item } = await client.send(
          new GetCommand({ TableName: TICKET_TABLE, Key: { pk: `TICKET#${item}`, sk: 'TICKET' } }),
        );
        expect(Item?.n).toBe(numbers.at(-1));
      }
    } finally {
      client.destroy();
      await dynamo.close();
    }
  },
);
