import type { Server } from 'node:http';
import dynalite from 'dynalite';
import { watchDynamo } from '../checks/dynamo.ts';
import { refuseForeignHosts } from '../host-check.ts';
import { closeServer, LOOPBACK, listen } from '../loopback.ts';
import type { Service } from '../serve.ts';

/** DynamoDB by dynalite, with the sizes and keys checked that it leaves unchecked. `data` is a directory that keeps the table over restarts; only one desk at a time may use it. */
export async function startDynamo(data?: string): Promise<Service> {
  const server: Server = dynalite({ path: data, createTableMs: 0 });
  watchDynamo(server);
  refuseForeignHosts(server);
  const port = await listen(server);
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: () => closeServer(server),
  };
}
