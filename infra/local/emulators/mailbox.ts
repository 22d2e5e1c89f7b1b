import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { closeServer, LOOPBACK, portOf } from '../loopback.ts';
import type { Service } from '../serve.ts';

/** Required, not imported: what the default of a CommonJS module is depends on who imports it. */
const require = createRequire(import.meta.url);
const { default: startServer } = require('aws-ses-v2-local') as {
  default: (options: { host: string; port: number }) => Promise<Server>;
};

/**
 * SES for outgoing mail, with a page that shows what was sent. It delivers nothing, and keeps mail in memory only.
 * A fixed `port` must have been checked to be free: the emulator starts silently without one.
 */
export async function startMailbox(port: number): Promise<Service> {
  const server = await startServer({ host: LOOPBACK, port });
  return {
    url: `http://${LOOPBACK}:${portOf(server)}`,
    close: () => closeServer(server),
  };
}
