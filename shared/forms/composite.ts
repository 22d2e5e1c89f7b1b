import { isScalar, shownOf } from './json-value.ts';
import type { FieldKind } from './submission.ts';
import { bareName } from './words.ts';

type Joined = { kind: FieldKind; value: string };
type Parts = Map<string, string>;

const NAME = ['prefix', 'first', 'firstname', 'middle', 'middlename', 'last', 'lastname', 'suffix'];
const STREET = ['addrline1', 'line1', 'street', 'streetaddress', 'addrline2', 'line2', 'streetaddress2'];
const PLACE = ['city', 'state', 'province', 'region', 'postal', 'postalcode', 'zip', 'zipcode', 'country'];
const PHONE = ['country', 'area', 'areacode', 'phone', 'full', 'number'];

/**
 * One answer that a form took in parts, as people write it: a name, a day, an address, a phone number. `rest` are the parts that are in
 * none of it. Undefined for an object that is none of these.
 */
export function joinParts(object: object): (Joined & { rest: [string, unknown][] }) | undefined {
  const entries: [string, unknown][] = Object.entries(object);
  const scalars = entries.filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  const parts: Parts = new Map(scalars.map(([key, value]) => [bareName(key), String(value).trim()]));
  const joined = joinName(parts) ?? joinDay(parts) ?? joinAddress(parts) ?? joinPhone(parts);
  if (!joined) return undefined;
  // No object is: to make a text of one asks it, and it may have a `toString` of its own.
  const isSaid = (value: unknown) => isScalar(value) && joined.value.includes(shownOf(value).join().trim());
  return { ...joined, rest: entries.filter(([key, value]) => !(isSaid(value) || isPartOfDay(joined, key))) };
}

function joinName(parts: Parts): Joined | undefined {
  if (!isAnyOf(parts, ['first', 'firstname']) || !isAnyOf(parts, ['last', 'lastname'])) return undefined;
  return given('name', inOrder(parts, NAME).join(' '));
}

const DAY_PARTS = new Set(['day', 'month', 'year', 'hour', 'min', 'minute', 'ampm', 'timeinput']);

function joinDay(parts: Parts): Joined | undefined {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => parts.get(part) ?? '');
  if (!(/^\d{4}$/.test(year ?? '') && /^\d{1,2}$/.test(month ?? '') && /^\d{1,2}$/.test(day ?? ''))) return undefined;
  const hour = parts.get('hour');
  const clock = parts.get('timeinput') || (hour && `${hour}:${parts.get('min') || parts.get('minute') || '00'}`);
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return given('date', [date, clock, clock && parts.get('ampm')].filter(Boolean).join(' '));
}

/** A day's `3` is written as `03`, and morning or afternoon is nothing without an hour. */
function isPartOfDay({ kind }: Joined, key: string): boolean {
  return kind === 'date' && DAY_PARTS.has(bareName(key));
}

function joinAddress(parts: Parts): Joined | undefined {
  if (!isAnyOf(parts, STREET) || !isAnyOf(parts, PLACE)) return undefined;
  return given('text', inOrder(parts, [...STREET, ...PLACE]).join(', '));
}

function joinPhone(parts: Parts): Joined | undefined {
  const isPhone =
    [...parts.keys()].every((part) => PHONE.includes(part)) && isAnyOf(parts, ['area', 'full', 'areacode']);
  return isPhone ? given('phone', inOrder(parts, PHONE).join(' ')) : undefined;
}

function given(kind: FieldKind, value: string): Joined | undefined {
  return value === '' ? undefined : { kind, value };
}

const isAnyOf = (parts: Parts, names: string[]) => names.some((name) => parts.has(name));
const inOrder = (parts: Parts, names: string[]) => names.flatMap((name) => parts.get(name) || []);
