import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { listen, PortRefused } from './loopback.ts';

/**
 * Listens on the port that `file` says it had before, so that what is known by its address is found again; on any free one without a file, or where
 * another has that port now. Gives the port.
 */
export async function listenAsBefore(server: Server, file: string | undefined): Promise<number> {
  const before = file !== undefined && existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : 0;
  const port = await listen(server, before).catch((error: unknown) => {
    if (!(error instanceof PortRefused)) throw error;
    return listen(server);
  });
  if (file !== undefined) writeFileSync(file, String(port), { mode: 0o600 });
  return port;
}
