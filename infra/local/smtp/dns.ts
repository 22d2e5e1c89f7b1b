import { Resolver } from 'node:dns/promises';

/** Answers a DNS question; throws an error with a `code`, as node:dns does. */
export type Resolve = (name: string, type: string) => Promise<string[] | string[][]>;

/** Names for examples and for private use (RFC 2606, RFC 6761, RFC 6762): no name server knows them, and none is asked. */
const RESERVED = /(^|\.)(example|test|invalid|localhost|local|internal|example\.(com|net|org))$/;

/** Domains among these whose owners are strict, so that it can be tried what becomes of mail that only claims to be theirs (RFC 7489). */
const POLICIES: Record<string, string> = {
  '_dmarc.reject.example': 'v=DMARC1; p=reject',
  '_dmarc.quarantine.example': 'v=DMARC1; p=quarantine',
};

/** All questions about one mail together, in ms: the sender waits. */
const BUDGET_MS = 1_000;
/** When no question about a mail was answered there is no DNS here; it is asked again after so long, in ms. */
const REST_MS = 60_000;

/** Gives each mail a resolver of its own, which is through, with whatever it knows, when the budget is spent. */
export type Dns = { forOneMail(): Resolve };

/** DNS for a desk that may have none. `resolve` asks the world; `now` is machine time in ms. */
export function patientDns({ resolve = systemResolve(), budgetMs = BUDGET_MS, now = Date.now } = {}): Dns {
  let silentUntil = Number.NEGATIVE_INFINITY;

  return {
    forOneMail() {
      const deadline = now() + budgetMs;
      let heard = false;
      return async (name, type) => {
        const asked = name.toLowerCase().replace(/\.$/, '');
        const policy = POLICIES[asked];
        if (policy !== undefined && type === 'TXT') return [[policy]];
        if (RESERVED.test(asked)) throw dnsError('ENOTFOUND');
        const left = deadline - now();
        if (left <= 0 || now() < silentUntil) throw dnsError('ETIMEOUT');
        try {
          const answer = await within(left, resolve(name, type));
          heard = true;
          return answer;
        } catch (error) {
          if (!isSilence(error)) heard = true;
          else if (!heard) silentUntil = now() + REST_MS;
          throw error;
        }
      };
    },
  };
}

function systemResolve(): Resolve {
  const resolver = new Resolver({ timeout: BUDGET_MS / 2, tries: 1 });
  // What each type answers differs; a policy asks for names, addresses and texts.
  return (name, type) => resolver.resolve(name, type) as Promise<string[] | string[][]>;
}

/** Nobody answered, which is not the same as the answer that there is nothing. */
function isSilence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ETIMEOUT' || code === 'ECONNREFUSED' || code === 'ECANCELLED';
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(dnsError('ETIMEOUT')), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function dnsError(code: string): Error & { code: string } {
  return Object.assign(new Error(`DNS: ${code}`), { code });
}
