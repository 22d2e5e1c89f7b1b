import startMailboxServer from 'aws-ses-v2-local';
import { closeServer, LOOPBACK, portOf } from '../loopback.ts';
import type { Service } from '../serve.ts';

/**
 * SES for outgoing mail, with a page that shows what was sent. It delivers nothing, and keeps mail in memory only.
 * A fixed `port` must have been checked to be free: the emulator starts silently without one.
 */
export async function startMailbox(port: number): Promise<Service> {
  const server = await startMailboxServer.default({ host: LOOPBACK, port });
  return {
    url: `http://${LOOPBACK}:${portOf(server)}`,
    close: () => closeServer(server),
  };
}
