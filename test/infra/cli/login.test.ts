import { createServer } from 'node:http';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CommandError } from '../../../infra/cli/command.ts';
import { login } from '../../../infra/cli/login.ts';
import { closeServer, listen } from '../../../infra/local/loopback.ts';
import { type Service, serve } from '../../../infra/local/serve.ts';
import { openBrowser } from '../../support/browser.ts';
import { type OpenLogin, openLogin, tokenWith } from '../../support/local-login.ts';
import { testIo } from './io.ts';

let local: OpenLogin;
beforeAll(async () => {
  local = await openLogin();
});
afterAll(() => local.close());

const fakes: Service[] = [];
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

/** A login that comes back to a free port: what is to be opened, and how it ends. */
function begin({ args, port = 0, waitMs = 60_000 }: { args?: string[]; port?: number; waitMs?: number } = {}) {
  const { io, out } = testIo();
  const shown = Promise.withResolvers<URL>();
  let told = '';
  (io.stderr as unknown as NodeJS.ReadableStream).on('data', (chunk) => {
    told += chunk;
    const [, address] = /^ {2}(http\S+)$/m.exec(told) ?? [];
    if (address) shown.resolve(new URL(address));
  });
  const own = ['--issuer', local.login.issuer, '--client', 'support-desk'];
  const ended = login(args ?? own, io, { port, waitMs }).then(
    (status) => ({ status, out: out(), error: '' }),
    (error: unknown) => {
      if (!(error instanceof CommandError)) throw error;
      return { status: error.status, out: out(), error: error.message };
    },
  );
  return { address: shown.promise, ended };
}

type Asked = { nonce: string; client: string };

/** An issuer that answers its token endpoint with `token`, made for the nonce of the login. */
async function fakeIssuer(token: (issuer: string, asked: Asked) => Promise<Response>, metadata: object = {}) {
  const asked: Asked = { nonce: '', client: 'app' };
  const fake: Service = await serve((request) => {
    if (new URL(request.url).pathname === '/token') return token(fake.url, asked);
    return Response.json({
      issuer: fake.url,
      authorization_endpoint: `${fake.url}/authorize`,
      token_endpoint: `${fake.url}/token`,
      jwks_uri: `${fake.url}/jwks`,
      ...metadata,
    });
  });
  fakes.push(fake);
  const login = begin({ args: ['--issuer', fake.url, '--client', asked.client] });
  /** The issuer sends the browser back with this. */
  const comeBack = async (answer: Record<string, string>) => {
    const { searchParams } = await login.address;
    asked.nonce = searchParams.get('nonce') ?? '';
    const back = new URL(searchParams.get('redirect_uri') ?? '');
    back.search = String(new URLSearchParams({ state: searchParams.get('state') ?? '', ...answer }));
    const response = await fetch(back);
    return { status: response.status, text: await response.text() };
  };
  return { ...login, comeBack, url: fake.url };
}

/** What a token endpoint answers, with these claims in its ID token. */
const idToken =
  (claims: Record<string, unknown>) =>
  async (issuer: string, { nonce, client }: Asked) => {
    const token = await tokenWith({ ...local.login, issuer, clientId: client }, { nonce, ...claims });
    return Response.json({ access_token: 'a', token_type: 'Bearer', id_token: token });
  };

describe('desk login', () => {
  it('prints the ID token of whom logs in, and nothing else', async () => {
    const { address, ended } = begin();
    const { response, text } = await openBrowser().logIn(String(await address), 'b@support.example');
    expect([response.status, text]).toEqual([200, expect.stringContaining('You are logged in')]);
    const { status, out, error } = await ended;
    expect([status, error]).toEqual([0, '']);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(decodeJwt(out)).toMatchObject({
      iss: local.login.issuer,
      aud: 'support-desk',
      email: 'b@support.example',
      email_verified: true,
    });
  });

  it('asks by code, with PKCE, state and nonce, and comes back to this machine', async () => {
    const { address, ended } = begin();
    const { searchParams } = await address;
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'support-desk',
      scope: 'openid email',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+\/$/),
    });
    const answer = new URLSearchParams({ error: 'access_denied', state: searchParams.get('state') ?? '' });
    await fetch(`${searchParams.get('redirect_uri')}?${answer}`);
    expect((await ended).status).toBe(1);
  });

  it('is not ended by what others send to its port', async () => {
    const { address, ended } = begin();
    const back = (await address).searchParams.get('redirect_uri') ?? '';
    for (const path of ['', 'favicon.ico', '?state=guessed&code=stolen', '?state=guessed&error=access_denied']) {
      expect((await fetch(back + path)).status).toBe(404);
    }
    await openBrowser().logIn(String(await address), 'ada@support.example');
    expect((await ended).status).toBe(0);
  });

  it('ends when nobody comes', async () => {
    const { ended } = begin({ waitMs: 60 });
    expect(await ended).toMatchObject({ status: 1, out: '', error: expect.stringContaining('call desk login again') });
  });

  it('names the port that it cannot have', async () => {
    const holder = createServer();
    const port = await listen(holder);
    const { ended } = begin({ port });
    expect(await ended).toEqual({
      status: 1,
      out: '',
      error: expect.stringMatching(`^port ${port} is taken, .*another desk login$`),
    });
    await closeServer(holder);
  });

  it.each([
    [['--issuer', 'https://login.example.com/'], '--issuer and --client go together: see login --help'],
    [['--client', 'app'], '--issuer and --client go together: see login --help'],
    [
      ['--issuer', 'login.example.com', '--client', 'app'],
      '--issuer must be an address as https://login.example.com/, not login.example.com',
    ],
    [['--issuer', 'http://login.example.com/', '--client', 'app'], '--issuer must begin with https://'],
  ])('says which option is wrong: %j', async (args, error) => {
    expect(await begin({ args }).ended).toEqual({ status: 2, out: '', error });
  });
});

describe('an issuer that desk login cannot use', () => {
  const mend = '; --issuer must be the output LoginIssuer, or the issuer of your provider to the last slash';

  it('is named when nobody answers', async () => {
    const { ended } = begin({ args: ['--issuer', 'http://127.0.0.1:9', '--client', 'app'] });
    const { error } = await ended;
    expect(error).toMatch(/^http:\/\/127\.0\.0\.1:9 is no issuer that can be asked: .+/);
    expect(error.endsWith(mend)).toBe(true);
    expect(error).not.toContain('\n');
  });

  it.each([
    ['has another name', { issuer: 'https://login.example.com/' }],
    ['has no name', { issuer: undefined }],
  ])('is named when it %s', async (_, metadata) => {
    const { ended, url } = await fakeIssuer(idToken({}), metadata);
    const { status, out, error } = await ended;
    expect([status, out]).toEqual([1, '']);
    expect(error.startsWith(`${url} is no issuer that can be asked: `)).toBe(true);
    expect(error.endsWith(mend)).toBe(true);
  });
});

describe('a login that fails', () => {
  it.each([
    ['access_denied', 'log in again, and as an agent'],
    ['unauthorized_client', '--client must be the id of a client without a secret that may log in with a code'],
    ['invalid_scope', 'let the client have the scopes openid and email'],
    ['server_error', 'call desk login again'],
  ])('for %s says what mends it', async (error, mend) => {
    const { comeBack, ended, url } = await fakeIssuer(idToken({}));
    expect(await comeBack({ error, error_description: 'Not\n\u001b so.' })).toMatchObject({ status: 400 });
    expect(await ended).toEqual({ status: 1, out: '', error: `${url} refused: ${error}, Not so.; ${mend}` });
  });

  it('for a client with a secret says what mends it', async () => {
    const refuse = async () => Response.json({ error: 'invalid_client' }, { status: 400 });
    const { comeBack, ended, url } = await fakeIssuer(refuse);
    await comeBack({ code: 'c' });
    const mend = '--client must be the id of a client without a secret that may log in with a code';
    expect(await ended).toEqual({ status: 1, out: '', error: `${url} refused: invalid_client; ${mend}` });
  });

  it.each([
    ['another login', { nonce: 'another' }],
    ['no login', { nonce: undefined }],
    ['another client', { aud: 'another' }],
    ['another issuer', { iss: 'https://login.example.com/' }],
    ['yesterday', { exp: 1_700_000_000 }],
  ])('takes no token of %s', async (_, claims) => {
    const { comeBack, ended, url } = await fakeIssuer(idToken(claims));
    expect(await comeBack({ code: 'c' })).toMatchObject({
      status: 400,
      text: expect.stringContaining('The terminal says why'),
    });
    const { status, out, error } = await ended;
    expect([status, out]).toEqual([1, '']);
    expect(error).toMatch(new RegExp(`^what ${url} answered does not hold: .+; call desk login again$`));
  });

  it('takes no answer without an ID token', async () => {
    const { comeBack, ended } = await fakeIssuer(async () =>
      Response.json({ access_token: 'a', token_type: 'Bearer' }),
    );
    await comeBack({ code: 'c' });
    expect(await ended).toMatchObject({ status: 1, out: '', error: expect.stringContaining('does not hold') });
  });

  it.each([
    ['without an address', { email: undefined }, 'let the client app have the scope email'],
    ['with an address that is not verified', { email_verified: false }, 'have an admin set email_verified to true'],
  ])('%s says what the API would refuse', async (_, claims, mend) => {
    const { comeBack, ended } = await fakeIssuer(idToken(claims));
    await comeBack({ code: 'c' });
    expect(await ended).toMatchObject({ status: 1, out: '', error: expect.stringContaining(mend) });
  });
});
