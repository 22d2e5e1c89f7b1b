export const STREAM_FAULTS = ['killed before', 'killed after', 'refused'] as const;
export type StreamFault = { at: number; how: (typeof STREAM_FAULTS)[number] };

/** What one run sees of the world: ports by name, each call of which may be the one that is hit. */
export type Guard = <T extends object>(port: string, target: T) => T;

/** A world in which one call is hit, once: whoever makes it is killed, or refused. `calls`: all that were made, in order, as in `words.save`. */
export function mortal(fault: StreamFault | undefined) {
  const calls: string[] = [];
  let run = 0;
  let die = () => {};
  const call = async (name: string, of: number, work: () => unknown): Promise<unknown> => {
    // Of a run that was killed nothing goes on, and whoever is dead hears no answer.
    const never = new Promise(() => {});
    if (of !== run) return never;
    calls.push(name);
    if (calls.length - 1 !== fault?.at) return work();
    if (fault.how === 'refused') throw new Error('not now');
    if (fault.how === 'killed after') await work();
    run += 1;
    die();
    return never;
  };
  return {
    calls,
    /** Gives what a run gives, or `killed`. */
    async live<T>(work: (guard: Guard) => Promise<T>): Promise<T | 'killed'> {
      const of = run;
      const killed = new Promise<'killed'>((resolve) => {
        die = () => resolve('killed');
      });
      const guard: Guard = (port, target) =>
        new Proxy(target, {
          get(_, key) {
            const method = Reflect.get(target, key);
            if (typeof method !== 'function') return method;
            return (...args: unknown[]) => call(`${port}.${String(key)}`, of, () => method.apply(target, args));
          },
        });
      return Promise.race([work(guard), killed]);
    },
  };
}
