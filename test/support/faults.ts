import type { Later, Refused } from '../../shared/outcome.ts';

/** Makes ports fail as the AWS SDK fails, so that tests can see what a broken dependency does to a use case. */

type Fault = {
  /** As in `tickets.save`; any port when it is left out. */
  port?: string;
  /** Calls that go well first. */
  skip?: number;
  /** How often it fails; for good when it is left out. */
  times?: number;
  /** The effect takes place and only the answer is lost, as in a timeout. */
  after?: boolean;
  /** What is thrown; a service that is down when it is left out. Ports that answer with an outcome say `later` instead. */
  error?: Error;
  /** What such a port answers; `later` when it is left out. */
  outcome?: Refused | Later;
};

export type Faults = {
  /** From now on the calls that match fail. */
  add(fault: Fault): void;
  /** Everything works again. */
  clear(): void;
  /** Every call of a port that was made, in order, as in `tickets.save`. */
  calls: string[];
};

/** What the SDK throws when a service is down: `$metadata` is on each of its errors, network errors included. */
function serviceDown(): Error {
  return Object.assign(new Error('The service is down'), {
    name: 'InternalServerError',
    $fault: 'server',
    $metadata: { httpStatusCode: 500, attempts: 3, totalRetryDelay: 200 },
  });
}

/** Ports whose adapters catch what a service says and give it as a value: a double that threw would be a lie. */
const BY_OUTCOME = new Set(['mailer', 'timers', 'teamMail']);

function fail(port: string, { error = serviceDown(), outcome }: Fault): Refused | Later {
  if (!BY_OUTCOME.has(port)) throw error;
  return outcome ?? { outcome: 'later', reason: `${error.name}: ${error.message}` };
}

type Armed = { fault: Fault; seen: number };

/** A list of faults, and a wrapper that makes a port obey it. */
export function faultInjector(): { faults: Faults; guard: <T extends object>(name: string, port: T) => T } {
  let armed: Armed[] = [];
  const calls: string[] = [];
  const faults: Faults = {
    add: (fault) => void armed.push({ fault, seen: 0 }),
    clear: () => {
      armed = [];
    },
    calls,
  };

  /** The fault that hits this call; every fault that matches counts the call. */
  function strike(port: string): Fault | undefined {
    const hits = armed.filter((entry) => {
      if (entry.fault.port !== undefined && entry.fault.port !== port) return false;
      const { skip = 0, times = Number.POSITIVE_INFINITY } = entry.fault;
      entry.seen += 1;
      return entry.seen > skip && entry.seen <= skip + times;
    });
    return hits[0]?.fault;
  }

  function guard<T extends object>(name: string, port: T): T {
    return new Proxy(port, {
      get(target, key, receiver) {
        const method = Reflect.get(target, key, receiver);
        if (typeof method !== 'function' || typeof key !== 'string') return method;
        return async (...args: unknown[]) => {
          calls.push(`${name}.${key}`);
          const fault = strike(`${name}.${key}`);
          if (fault && !fault.after) return fail(name, fault);
          const result = await method.apply(target, args);
          return fault ? fail(name, fault) : result;
        };
      },
    });
  }

  return { faults, guard };
}
