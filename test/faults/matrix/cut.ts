import type { Desk } from '../../../shared/ticket/ports.ts';

/** What can happen to one call of a run, and to the run that makes it. */
export const FAULTS = [
  'kill before',
  'kill after',
  '500',
  'throttle',
  'answer lost',
  'hang',
  'twice at once',
  'sweep first',
] as const;
export type Fault = (typeof FAULTS)[number];

export type Cut = {
  /** Number of the call that is hit, from 0. */
  call: number;
  fault: Fault;
  /** The process is gone: nothing of this run goes on. */
  killed: () => void;
  /** Lets machine time pass while a call hangs. */
  pass: (seconds: number) => void;
  /** The same input once more, to its end. */
  other: () => Promise<void>;
  /** Told of each call, as in `tickets.save`. */
  called: (call: string) => void;
};

const PORTS = [
  'tickets',
  'customers',
  'agents',
  'files',
  'secrets',
  'timers',
  'mailer',
  'mailAccount',
  'intake',
  'teamMail',
  'notices',
  'mailReports',
  'quarantine',
  'sendCounter',
  'requestCounter',
  'forms',
  'formRecords',
  'tokenBucket',
] as const;

/** Ports whose adapters catch what a service says and give it as a value. */
const BY_OUTCOME: readonly string[] = ['mailer', 'timers', 'teamMail'];

/** Calls of one port that are throttled in a row: the SDK's own tries are over each time. */
const THROTTLED = 3;

/** Three tries of five seconds and the pauses between (`shared/aws/clients.ts`). */
const HANG_SECONDS = 18;

const NEVER = new Promise<never>(() => {});

/** The desk as one run sees it, with a fault at one of its calls. Other runs have a view of their own, and go on. */
export function cutDesk(desk: Desk, cut: Cut): Desk {
  let calls = 0;
  let isDead = false;
  let throttled: { port: string; left: number } | undefined;

  const die = () => {
    isDead = true;
    cut.killed();
    return NEVER;
  };

  async function struck(port: string, run: () => Promise<unknown>): Promise<unknown> {
    if (cut.fault === 'kill before' || cut.fault === 'sweep first') return die();
    if (cut.fault === 'kill after') return run().then(die);
    if (cut.fault === 'twice at once') return cut.other().then(run);
    if (cut.fault === 'answer lost') return run().then(() => fail(port, 'TimeoutError'));
    if (cut.fault === 'hang') {
      cut.pass(HANG_SECONDS);
      return fail(port, 'TimeoutError');
    }
    if (cut.fault === 'throttle') throttled = { port, left: THROTTLED - 1 };
    return fail(port, cut.fault === 'throttle' ? 'ThrottlingException' : 'InternalServerError');
  }

  const guard = <T extends object>(port: string, target: T): T =>
    new Proxy(target, {
      get(_, key) {
        const method = Reflect.get(target, key);
        if (typeof method !== 'function' || typeof key !== 'string') return method;
        return async (...args: unknown[]) => {
          if (isDead) return NEVER;
          const number = calls++;
          cut.called(`${port}.${key}`);
          const run = async () => method.apply(target, args);
          if (number === cut.call) return struck(port, run);
          if (throttled?.port === port && throttled.left-- > 0) return fail(port, 'ThrottlingException');
          const result = await run();
          // What a dead process asked for before may still be answered; nobody hears it.
          return isDead ? NEVER : result;
        };
      },
    });

  return { ...desk, ...Object.fromEntries(PORTS.map((port) => [port, guard(port, desk[port])])) };
}

/** What the SDK throws, or what an adapter makes of it. */
function fail(port: string, name: string): unknown {
  if (BY_OUTCOME.includes(port)) return { outcome: 'later', reason: `${name}: the service is down` };
  throw Object.assign(new Error('The service is down'), { name, $fault: 'server', $metadata: { attempts: 3 } });
}
