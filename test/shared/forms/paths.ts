/** Where something stands in a JSON value: the names and places on the way to it. */
export type Path = (string | number)[];

/** All that a value holds, itself first. */
export function pathsOf(value: unknown, at: Path = []): Path[] {
  if (!isContainer(value)) return [at];
  return [at, ...Object.entries(value).flatMap(([name, part]) => pathsOf(part, [...at, name]))];
}

/** What stands there; undefined for nothing. */
export function partAt(value: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined) return value;
  return isContainer(value) && Object.hasOwn(value, first) ? partAt(Reflect.get(value, first), rest) : undefined;
}

/** The value with another part there; the one that is given stays as it is. */
export function withPart(value: unknown, [first, ...rest]: Path, part: unknown): unknown {
  if (first === undefined) return part;
  const copy: object = Array.isArray(value) ? [...value] : { ...(value as object) };
  const inside = Object.hasOwn(copy, first) ? Reflect.get(copy, first) : undefined;
  // Also a part that is called `__proto__`.
  const own = { enumerable: true, configurable: true, writable: true };
  Object.defineProperty(copy, first, { ...own, value: withPart(inside, rest, part) });
  return copy;
}

/** Whether a value holds others: an object or a list. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
