import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { LOOPBACK, listen } from '../../infra/local/loopback.ts';
import type { Service } from '../../infra/local/serve.ts';

/** Where the binary is; undefined on a platform for which the registry has none. */
export const DYNOXIDE = find();

function find(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch {
    return undefined;
  }
}

/**
 * DynamoDB by dynoxide, an implementation that shares no code with dynalite: what both accept is likelier to be what DynamoDB
 * accepts. It cannot say which free port it took, so one is looked for first.
 */
export async function startDynoxide(): Promise<Service> {
  const port = await freePort();
  const child = spawn(DYNOXIDE ?? '', ['--host', LOOPBACK, '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = `http://${LOOPBACK}:${port}`;
  await answers(child, url);
  return {
    url,
    close: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => (said += chunk));
  for (;;) {
    if (child.exitCode !== null) throw new Error(`dynoxide ended: ${said}`);
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await pause(20);
  }
}
