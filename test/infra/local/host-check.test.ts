import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamo } from '../../../infra/local/emulators/dynamo.ts';
import { startMailbox } from '../../../infra/local/emulators/mailbox.ts';
import { startMessaging } from '../../../infra/local/emulators/messaging.ts';
import { startSecrets } from '../../../infra/local/emulators/secrets.ts';
import { openHttpDoor } from '../../../infra/local/http-door.ts';
import { openLogin } from '../../support/local-login.ts';

type Named = { url: string; close(): Promise<void> };

let asked = 0;
const services = new Map<string, Named>();
beforeAll(async () => {
  const answer = async () => {
    asked += 1;
    return { statusCode: 204 };
  };
  const functions = Promise.resolve({ webhook: answer, api: answer, onlineDesk: answer, console: answer });
  const door = await openHttpDoor({
    port: 0,
    now: () => new Date(0),
    login: { issuer: 'http://127.0.0.1:9', audience: [] },
    functions,
    onError: () => {},
  });
  services.set('the HTTP door', { url: `http://127.0.0.1:${door.port}`, close: door.close });
  services.set('the table', await startDynamo());
  services.set('files and queues', await startMessaging());
  services.set('the mailbox', await startMailbox());
  services.set('the secrets', await startSecrets({}));
  const issuer = await openLogin();
  services.set('the issuer', { url: issuer.login.issuer, close: issuer.close });
});
afterAll(async () => {
  for (const { close } of services.values()) await close();
});

/** Asks with this `Host`, which `fetch` would not let a test set. Gives the status and the body. */
function statusFor(name: string, host: string, method = 'GET'): Promise<number> {
  const { port } = new URL(services.get(name)?.url ?? '');
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/health', method, headers: { host } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end();
  });
}

const FOREIGN = [
  'evil.example',
  'evil.example:8080',
  '127.0.0.1.evil.example',
  'localhost.evil.example:8080',
  'evillocalhost',
  '127.0.0.1@evil.example',
  '127.0.0.1:8080, evil.example',
  '192.168.1.7',
  '0.0.0.0:8080',
  '[::1].evil.example',
  '[2001:db8::1]:8080',
  '1270.0.0.1',
  'desk.support.example',
  ' ',
];

describe.each(['the HTTP door', 'the table', 'files and queues', 'the mailbox', 'the secrets', 'the issuer'])(
  '%s',
  (name) => {
    it.each(FOREIGN)('refuses what names the host %j', async (host) => {
      const before = asked;
      expect(await statusFor(name, host, 'POST')).toBe(421);
      expect(asked).toBe(before);
    });

    it.each([
      'localhost',
      'LOCALHOST:8080',
      'desk.localhost:8080',
      'localhost.',
      '127.0.0.1',
      '127.1.2.3:9',
      '[::1]:8080',
    ])('answers to %s', async (host) => {
      expect(await statusFor(name, host)).not.toBe(421);
    });
  },
);

describe('a foreign host', () => {
  it('is told what the desk answers to, and nothing is kept', async () => {
    const { port } = new URL(services.get('the HTTP door')?.url ?? '');
    const answer = await new Promise<{ headers: unknown; body: string }>((resolve, reject) => {
      request({ host: '127.0.0.1', port, headers: { host: 'evil.example' } }, async (response) => {
        resolve({ headers: response.headers, body: (await response.toArray()).join('') });
      })
        .on('error', reject)
        .end();
    });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 421, detail: expect.stringContaining('localhost') });
  });
});
