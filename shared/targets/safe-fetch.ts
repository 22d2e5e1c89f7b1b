import { lookup as resolve } from 'node:dns/promises';
import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';
import { RateLimited, TargetRefused } from './target.ts';

/** Slack and the others answer within one; Standard Webhooks asks for no more than 30. Ours ends before the function's own. */
const TIMEOUT_MS = 10_000;
/** Enough to see what was wrong. */
const MOST_BYTES = 1_024;

/** What is asked; without a body, by GET. */
export type Request = { url: string; headers?: Record<string, string>; body?: string };
/** `said`: the beginning of the answer's body, as text. */
export type Answer = { status: number; retryAfter?: string; said: string };

type Address = { address: string; family: number };

export type FetchRules = {
  /** Whether this URL is let through as it is; for a desk whose world is one machine. Nothing is when it is left out. */
  allows?: (url: URL) => boolean;
  resolveAll?: (host: string) => Promise<Address[]>;
  timeoutMs?: number;
  /** How much of an answer is read, in bytes. */
  mostBytes?: number;
};

const resolveAll = (host: string): Promise<Address[]> => resolve(host, { all: true });

/**
 * Asks a URL that somebody typed, with no way from there into our own network: https only and no password in it, every address of its name
 * must be of the open internet, the connection goes to the very address that was looked at, and neither a redirect nor a proxy is followed.
 *
 * Throws `TargetRefused` for a URL that it does not ask, and `RateLimited` when nobody answers in time.
 */
export async function safeFetch(asked: Request, rules: FetchRules = {}): Promise<Answer> {
  const never = whyNeverAsked(asked.url, rules);
  if (never !== undefined) throw new TargetRefused(never);
  const url = new URL(asked.url);
  const isAllowed = rules.allows?.(url) ?? false;
  const host = hostOf(url);
  const signal = AbortSignal.timeout(rules.timeoutMs ?? TIMEOUT_MS);
  const addresses = await Promise.race([(rules.resolveAll ?? resolveAll)(host), ended(signal)]).catch(() => []);
  const [first] = addresses;
  if (!first) throw new RateLimited('its name cannot be looked up');
  if (!isAllowed && !addresses.every(({ address }) => isPublicAddress(address))) throw new TargetRefused(NOT_PUBLIC);
  return send(url, asked, { to: first, signal, mostBytes: rules.mostBytes ?? MOST_BYTES });
}

const NOT_PUBLIC = 'its address must be one of the open internet';

/** Why a URL is never asked, as far as it says itself; undefined for one whose name has yet to be looked up. */
export function whyNeverAsked(text: string, { allows }: Pick<FetchRules, 'allows'> = {}): string | undefined {
  const url = URL.parse(text);
  if (!url) return 'its address cannot be read';
  if (allows?.(url)) return undefined;
  if (url.protocol !== 'https:' || url.username || url.password) {
    return 'its address must begin with https:// and have no password in it';
  }
  return isIP(hostOf(url)) !== 0 && !isPublicAddress(hostOf(url)) ? NOT_PUBLIC : undefined;
}

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '');

type Sending = { to: Address; signal: AbortSignal; mostBytes: number };

function send(url: URL, asked: Request, { to, signal, mostBytes }: Sending): Promise<Answer> {
  return new Promise((done, fail) => {
    const options = {
      method: asked.body === undefined ? 'GET' : 'POST',
      headers: {
        'user-agent': 'support-desk',
        ...asked.headers,
        ...(asked.body !== undefined && { 'content-length': Buffer.byteLength(asked.body) }),
      },
      lookup: known(to),
      // Its own connection, which none of an earlier name is.
      agent: false as const,
      signal,
    };
    const unreached = (error: Error) => fail(new RateLimited(reasonOf(error)));
    const request = (url.protocol === 'http:' ? http : https)(url, options, (response) => {
      const { statusCode: status = 0, headers } = response;
      const retryAfter = headers['retry-after'];
      const chunks: Buffer[] = [];
      let bytes = 0;
      const finish = () => {
        response.destroy();
        const said = Buffer.concat(chunks).subarray(0, mostBytes).toString();
        done({ status, said, ...(retryAfter !== undefined && { retryAfter }) });
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= mostBytes) finish();
      });
      response.on('end', finish);
      // The status is its word; a body that breaks off takes nothing from it.
      response.on('error', finish);
    });
    request.on('error', unreached);
    // Who offers another protocol (101) has taken nothing.
    request.on('upgrade', ({ statusCode: status = 0 }, socket) => {
      socket.destroy();
      done({ status, said: '' });
    });
    request.end(asked.body);
  });
}

/** Fails when the time is over; a look-up cannot be called off. */
function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason), { once: true }));
}

/** A look-up that gives what was looked up already: a second one may say something else. */
function known(to: Address): LookupFunction {
  return (_host, options, callback) => (options.all ? callback(null, [to]) : callback(null, to.address, to.family));
}

/** Never with an address: the name of a host may be a secret, and its words go to a log. */
function reasonOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ABORT_ERR' ? 'it did not answer in time' : `it cannot be reached (${code ?? error.name})`;
}
