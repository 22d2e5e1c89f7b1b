/**
 * What is read when it is first needed and kept for `ms` of machine time (`now`, in ms): one read for all that ask at once. A failure is
 * not kept: the next call tries again.
 */
export function kept<T>(read: () => Promise<T>, { ms, now }: { ms: number; now: () => number }): () => Promise<T> {
  let last: { at: number; value: Promise<T> } | undefined;
  return () => {
    if (last && now() - last.at <= ms) return last.value;
    const value = read();
    value.catch(() => {
      last = undefined;
    });
    last = { at: now(), value };
    return value;
  };
}
