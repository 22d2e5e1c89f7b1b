import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { isPublicAddress } from '../../../shared/targets/public-address.ts';
import { type FetchRules, safeFetch } from '../../../shared/targets/safe-fetch.ts';
import { RateLimited, TargetRefused } from '../../../shared/targets/target.ts';

/** Names as somebody who means us harm sets them up. */
const NAMES: Record<string, string[]> = {
  'metadata.google.internal': ['169.254.169.254'],
  'inside.example': ['10.0.0.5'],
  'both.example': ['93.184.216.34', '127.0.0.1'],
  'six.example': ['93.184.216.34', '::1'],
  'mapped.example': ['::ffff:10.0.0.5'],
  'xn--80ak6aa92e.example': ['192.168.1.1'],
  localhost: ['127.0.0.1'],
  'localhost.': ['127.0.0.1'],
  'app.localhost': ['::1'],
};

const resolveAll = async (host: string) =>
  (NAMES[host] ?? [host]).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('a URL that leads inside', () => {
  it.each([
    ['plain', 'https://127.0.0.1/'],
    ['one number', 'https://2130706433/'],
    ['hexadecimal', 'https://0x7f000001/'],
    ['hexadecimal parts', 'https://0x7f.0x0.0x0.0x1/'],
    ['octal', 'https://0177.0.0.1/'],
    ['short', 'https://127.1/'],
    ['circled digits', 'https://①②⑦.⓪.⓪.①/'],
    ['full-width digits', 'https://１２７．０．０．１/'],
    ['ideographic dots', 'https://127。0。0。1/'],
    ['encoded', 'https://%31%32%37.0.0.1/'],
    ['a dot at its end', 'https://127.0.0.1./'],
    ['another of the loopback net', 'https://127.255.255.254/'],
    ['this host', 'https://0.0.0.0/'],
    ['this host, short', 'https://0/'],
    ['private 10', 'https://10.1.2.3/'],
    ['private 172', 'https://172.31.255.255/'],
    ['private 192', 'https://192.168.0.1/'],
    ['shared address space', 'https://100.64.0.1/'],
    ['link-local and the metadata of a cloud', 'https://169.254.169.254/latest/meta-data/'],
    ['metadata of a task', 'https://169.254.170.2/v2/credentials/'],
    ['protocol assignments', 'https://192.0.0.192/'],
    ['documentation', 'https://192.0.2.1/'],
    ['benchmarks', 'https://198.18.0.1/'],
    ['6to4 relays', 'https://192.88.99.1/'],
    ['multicast', 'https://224.0.0.1/'],
    ['reserved', 'https://240.0.0.1/'],
    ['broadcast', 'https://255.255.255.255/'],
    ['IPv6 loopback', 'https://[::1]/'],
    ['IPv6 unspecified', 'https://[::]/'],
    ['mapped', 'https://[::ffff:127.0.0.1]/'],
    ['mapped in hexadecimal', 'https://[::ffff:7f00:1]/'],
    ['compatible', 'https://[::127.0.0.1]/'],
    ['translated', 'https://[::ffff:0:127.0.0.1]/'],
    ['NAT64', 'https://[64:ff9b::a9fe:a9fe]/'],
    ['NAT64 of a local net', 'https://[64:ff9b:1::a9fe:a9fe]/'],
    ['6to4', 'https://[2002:7f00:1::]/'],
    ['Teredo', 'https://[2001:0:7f00:1::]/'],
    ['unique local', 'https://[fd00:ec2::254]/'],
    ['link-local IPv6', 'https://[fe80::1]/'],
    ['site-local', 'https://[fec0::1]/'],
    ['IPv6 multicast', 'https://[ff02::1]/'],
    ['IPv6 documentation', 'https://[2001:db8::1]/'],
    ['newer IPv6 documentation', 'https://[3fff::1]/'],
    ['discard only', 'https://[100::1]/'],
    ['segment routing', 'https://[5f00::1]/'],
    ['allotted to nobody', 'https://[4000::1]/'],
    ['by name', 'https://localhost/'],
    ['by name with a dot', 'https://localhost./'],
    ['below a local name', 'https://app.localhost/'],
    ['a name of the cloud', 'https://metadata.google.internal/computeMetadata/v1/'],
    ['a name that points inside', 'https://inside.example/'],
    ['a name with an address inside behind one outside', 'https://both.example/'],
    ['a name with one of IPv6 inside', 'https://six.example/'],
    ['a name that points to a mapped one', 'https://mapped.example/'],
    ['a name in other letters', 'https://аррӏе.example/'],
    ['without TLS', 'http://93.184.216.34/'],
    ['another scheme', 'ftp://93.184.216.34/'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:text/plain,hello'],
    ['a user', 'https://user@93.184.216.34/'],
    ['a user and a password', 'https://hooks.slack.com:x@127.0.0.1/'],
    ['a password alone', 'https://:secret@93.184.216.34/'],
    ['nothing', ''],
    ['no address', 'hooks.slack.com/services'],
  ])('is not asked: %s', async (_, url) => {
    const asked = safeFetch({ url, body: '{}' }, { resolveAll, timeoutMs: 1_000 });
    await expect(asked).rejects.toBeInstanceOf(TargetRefused);
  });

  it('is not what the internet is made of', () => {
    const all = [
      '8.8.8.8',
      '1.1.1.1',
      '172.32.0.1',
      '192.169.0.1',
      '100.128.0.1',
      '2606:4700:4700::1111',
      '2a00:1450::1',
    ];
    expect(all.filter((address) => !isPublicAddress(address))).toEqual([]);
    expect(isPublicAddress('hooks.slack.com')).toBe(false);
  });
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A target of this machine, under a name of its own. */
async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://hooks.example:${(server.address() as AddressInfo).port}`;
}

const here: FetchRules = {
  allows: ({ hostname }) => hostname === 'hooks.example',
  resolveAll: async () => [{ address: '127.0.0.1', family: 4 }],
};

describe('a call', () => {
  it('goes to the address that was looked at, under its name, and gives what came back', async () => {
    const heard: string[] = [];
    const url = await listen((request, response) => {
      heard.push(
        `${request.method} ${request.url} ${request.headers.host?.split(':')[0]} ${request.headers['content-length']}`,
      );
      response.writeHead(429, { 'retry-after': '7' }).end('slow down');
    });
    let lookUps = 0;
    const resolved = async () => {
      lookUps++;
      return [{ address: lookUps === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    };
    const answer = await safeFetch({ url: `${url}/x?y=1`, body: '{"a":"é"}' }, { ...here, resolveAll: resolved });
    expect(answer).toEqual({ status: 429, retryAfter: '7', said: 'slow down' });
    expect(heard).toEqual(['POST /x?y=1 hooks.example 10']);
    expect(lookUps).toBe(1);
  });

  it('follows no redirect', async () => {
    const url = await listen((_, response) => response.writeHead(302, { location: 'https://169.254.169.254/' }).end());
    expect((await safeFetch({ url, body: '' }, here)).status).toBe(302);
  });

  it('asks no proxy', async () => {
    process.env.NODE_USE_ENV_PROXY = '1';
    process.env.http_proxy = 'http://127.0.0.1:9';
    onTestFinished(() => {
      delete process.env.NODE_USE_ENV_PROXY;
      delete process.env.http_proxy;
    });
    const url = await listen((_, response) => response.end('here'));
    expect((await safeFetch({ url, body: '' }, here)).said).toBe('here');
  });

  it('reads no more of an answer than it was told to, however long it goes on', async () => {
    const url = await listen((_, response) => {
      response.on('error', () => {});
      const more = () => response.write('x'.repeat(1_000)) && setImmediate(more);
      response.on('drain', more);
      more();
    });
    expect((await safeFetch({ url, body: '' }, here)).said).toBe('x'.repeat(1_024));
  });

  it('takes the status of an answer that breaks off', async () => {
    const url = await listen((_, response) => {
      response.writeHead(202, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await safeFetch({ url, body: '' }, here)).toEqual({ status: 202, said: 'half' });
  });

  it('waits no longer than it was told to for an answer, or for a name', async () => {
    const url = await listen(() => {});
    const asked = safeFetch({ url, body: '' }, { ...here, timeoutMs: 50 });
    await expect(asked).rejects.toThrow(new RateLimited('it did not answer in time'));
    const nameless = safeFetch({ url, body: '' }, { ...here, timeoutMs: 50, resolveAll: () => new Promise(() => {}) });
    await expect(nameless).rejects.toThrow(new RateLimited('its name cannot be looked up'));
  });

  it('is one to be repeated when nobody is there, and names no host', async () => {
    const url = await listen(() => {});
    servers.splice(0).map((server) => server.close());
    await expect(safeFetch({ url, body: '' }, here)).rejects.toThrow(
      new RateLimited('it cannot be reached (ECONNREFUSED)'),
    );
    const unknown = safeFetch(
      { url, body: '' },
      { ...here, resolveAll: async () => Promise.reject(new Error('ENOTFOUND hooks.example')) },
    );
    await expect(unknown).rejects.toThrow(new RateLimited('its name cannot be looked up'));
  });
});
