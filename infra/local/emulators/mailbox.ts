import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { refuseForeignHosts } from '../host-check.ts';
import { closeServer, LOOPBACK, portOf } from '../loopback.ts';
import type { Service } from '../serve.ts';

/** Required, not imported: what the default of a CommonJS module is depends on who imports it. */
const require = createRequire(import.meta.url);
const { default: startServer } = require('aws-ses-v2-local') as {
  default: (options: { host: string; port: number }) => Promise<Server>;
};

/**
 * Where mail ends up that the local SES took, with a page that shows it. It delivers nothing, refuses nothing (`../ses/` does
 * that), and keeps mail in memory only.
 */
export async function startMailbox(): Promise<Service> {
  const server = await startServer({ host: LOOPBACK, port: 0 });
  refuseForeignHosts(server);
  return {
    url: `http://${LOOPBACK}:${portOf(server)}`,
    close: () => closeServer(server),
  };
}
