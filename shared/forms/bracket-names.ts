/** How names of forms nest, `fields[name][value]` and `topics[]` (PHP's rule, which browsers know nothing of). */
const NESTED = /^([^[\]]+)((?:\[[^[\]]*\])+)$/;
const DEEPEST = 10;

type Nest = { [name: string]: unknown };

/** The entries of a form as the object that their names describe: what is repeated, or ends in `[]`, is a list. */
export function nest(entries: readonly { name: string; value: string }[]): Nest {
  // An object of nobody: a name may be `__proto__`.
  const whole: Nest = Object.create(null);
  for (const { name, value } of entries) put(whole, pathOf(name), value);
  return whole;
}

function pathOf(name: string): string[] {
  const [, first = name, brackets = ''] = NESTED.exec(name) ?? [];
  const inner = [...brackets.matchAll(/\[([^[\]]*)\]/g)].map(([, part = '']) => part);
  return inner.length > DEEPEST ? [name] : [first, ...inner];
}

function put(at: Nest, [name = '', ...rest]: string[], value: string): void {
  const there = at[name];
  if (rest.some((part) => part !== '')) {
    const inner = nestOf(there);
    at[name] = inner;
    put(inner, rest, value);
  } else if (there === undefined) at[name] = rest.length > 0 ? [value] : value;
  else if (Array.isArray(there)) there.push(value);
  else if (isNest(there)) there[freeIndex(there)] = value;
  else at[name] = [there, value];
}

/** From where on to look for a number that is no name yet: asking all names each time would take as long as they are many. */
const ends = new WeakMap<Nest, number>();

function freeIndex(nest: Nest): number {
  let index = ends.get(nest) ?? Object.keys(nest).length;
  while (index in nest) index++;
  ends.set(nest, index + 1);
  return index;
}

/** What is there as something that names nest in: a plain value of the same name stays beside them. */
function nestOf(there: unknown): Nest {
  if (isNest(there)) return there;
  const nested: Nest = Object.create(null);
  if (there !== undefined) nested[0] = there;
  return nested;
}

const isNest = (value: unknown): value is Nest => typeof value === 'object' && value !== null && !Array.isArray(value);
