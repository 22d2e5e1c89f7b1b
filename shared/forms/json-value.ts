/** What was parsed from JSON, whatever it is: a sender may have changed any part of what it documents. */

type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Neither an object nor a list. */
export function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** The object; one without parts where it is none. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The part of this name; undefined when the value has none of its own. */
export function partOf(value: unknown, name: unknown): unknown {
  return typeof name === 'string' && isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The list; an empty one where it is none. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text or a number as text; undefined for any other, and for an empty text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a field shows for a scalar: 0 and false are answers; null and an empty text are none. */
export function shownOf(value: unknown): string[] {
  return value === null || value === undefined || value === '' ? [] : [String(value)];
}

/** What no provider's id exceeds, in UTF-16 units: a longer one is no id. */
const LONGEST_ID = 256;

/** The id of a submission; undefined for what can be none. */
export function idOf(value: unknown): string | undefined {
  const id = textOf(value);
  return id && id.length <= LONGEST_ID && id.trim() !== '' ? id : undefined;
}

/** Whether it is a time: ISO, or ms since 1970. */
export function isTime(value: unknown): value is string | number {
  return (typeof value === 'string' || typeof value === 'number') && !Number.isNaN(new Date(value).getTime());
}

/** A time in ISO, UTC; undefined for what is no time. */
export function timeOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** Whether a part of this name stays out of what is shown. */
export type Skips = (key: string, value: unknown) => boolean;

/** All scalars inside of a value, without a call for each level: a body may be nested as deep as it is long. `skips` leaves a part out. */
export function scalarsIn(value: unknown, skips: Skips): string[] {
  const found: string[] = [];
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (isScalar(next)) found.push(...shownOf(next));
    else for (const [key, part] of Object.entries(next as object).reverse()) if (!skips(key, part)) left.push(part);
  }
  return found;
}
