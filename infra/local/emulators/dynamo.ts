import type { Server } from 'node:http';
import dynalite from 'dynalite';
import { watchDynamo } from '../checks/dynamo.ts';
import { refuseForeignHosts } from '../host-check.ts';
import { closeServer, LOOPBACK, listen } from '../loopback.ts';
import type { Service } from '../serve.ts';
import { type TableStream, withStream } from './table-stream.ts';

/** DynamoDB by dynalite, with the sizes and keys checked that it leaves unchecked. `data` is a directory that keeps the table over restarts; only one desk at a time may use it. */
export function startDynamo(data?: string): Promise<Service> {
  return up(open(data));
}

/** The same, with the stream of one table. */
export async function startDynamoWithStream(table: string, data?: string): Promise<Service & { stream: TableStream }> {
  const { started, stream } = withStream(table, () => open(data));
  return { ...(await up(started)), stream };
}

function open(path: string | undefined): Server {
  return dynalite({ path, createTableMs: 0 });
}

async function up(server: Server): Promise<Service> {
  watchDynamo(server);
  refuseForeignHosts(server);
  const port = await listen(server);
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: () => closeServer(server),
  };
}
