import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { startMessaging } from '../../../infra/local/emulators/messaging.ts';
import { checkFree, listen, onLoopback, PortRefused } from '../../../infra/local/loopback.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

function server(): Server {
  const made = createServer();
  servers.push(made);
  return made;
}

const addressOf = (made: Server) => (made.address() as { address: string }).address;

describe('a server of the local desk', () => {
  it('listens on loopback', async () => {
    const made = server();
    await listen(made);
    expect(addressOf(made)).toBe('127.0.0.1');
  });

  it('says in one line that its port is taken, and what to do', async () => {
    const port = await listen(server());
    await expect(checkFree(port, 'DESK_PORT')).rejects.toThrow(new PortRefused(port, 'is taken', 'DESK_PORT'));
    await expect(listen(server(), port, 'DESK_PORT')).rejects.toThrow(`Port ${port} is taken. Set DESK_PORT`);
  });

  it('finds a port free that it has only looked at', async () => {
    const first = server();
    const port = await listen(first);
    await new Promise((resolve) => servers.splice(servers.indexOf(first), 1)[0]?.close(resolve));
    await checkFree(port, 'DESK_PORT');
    expect(await listen(server(), port)).toBe(port);
  });

  it('is kept on loopback when it wants all interfaces, and only then', async () => {
    const within = server();
    await onLoopback(() => new Promise<void>((resolve) => within.listen({ port: 0, host: '0.0.0.0' }, resolve)));
    expect(addressOf(within)).toBe('127.0.0.1');
    const original = server();
    expect(Object.getPrototypeOf(original).listen.name).toBe('');
  });
});

describe('the emulator of S3, SNS and SQS', () => {
  it('cannot be reached from the network', async () => {
    const messaging = await startMessaging();
    const port = new URL(messaging.url).port;
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one?.family === 'IPv4' && !one.internal);
    for (const one of outside) await expect(fetch(`http://${one?.address}:${port}/health`)).rejects.toThrow();
    expect((await fetch(`${messaging.url}/health`)).status).toBe(200);
    await messaging.close();
  });
});
