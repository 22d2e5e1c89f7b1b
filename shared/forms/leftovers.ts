import { isObject } from './json-value.ts';
import { leavesOf } from './leaves.ts';
import { isPrivate } from './private-key.ts';
import type { FormField } from './submission.ts';

/**
 * What a provider documents of a body: for each key whether its value is as documented, and read or of no use elsewhere; for an object
 * its parts, for a list the shape of each.
 */
export type Known = ((value: unknown) => unknown) | { [key: string]: Known } | readonly [Known];

/**
 * The values of a body beside its answers that are not as documented, under their own keys: what a provider adds one day, or a sender
 * changed, is seen. `key` is where the value stands; all of it is `body`.
 */
export function leftovers(value: unknown, known: Known, key = ''): FormField[] {
  const fields: FormField[] = [];
  if (!isAsKnown(value, known)) collect(value, known, key);
  return fields;

  function collect(value: unknown, known: Known | undefined, key: string): void {
    if (isList(known) && Array.isArray(value)) {
      for (const item of value) if (!isAsKnown(item, known[0])) collect(item, known[0], key);
    } else if (isParts(known) && isObject(value)) {
      collectParts(value, known, key);
    } else if (value !== null && value !== undefined) {
      // One by one: there may be more of them than a call takes arguments.
      for (const field of leavesOf(value, { key: key || 'body', kind: 'hidden' })) fields.push(field);
    }
  }

  function collectParts(parts: Record<string, unknown>, known: { [key: string]: Known }, key: string): void {
    for (const name in parts) {
      const part = parts[name];
      const shape = Object.hasOwn(known, name) ? known[name] : undefined;
      const isDone = shape === undefined ? isPrivate(name) : isAsKnown(part, shape);
      if (!isDone) collect(part, shape, key === '' ? name : `${key} ${name}`);
    }
  }
}

function isAsKnown(value: unknown, known: Known): boolean {
  return typeof known === 'function' && Boolean(known(value));
}

function isList(known: Known | undefined): known is readonly [Known] {
  return Array.isArray(known);
}

function isParts(known: Known | undefined): known is { [key: string]: Known } {
  return isObject(known);
}
