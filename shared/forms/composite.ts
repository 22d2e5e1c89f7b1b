import { isScalar, shownOf } from './json-value.ts';
import { standIn } from './stands-in.ts';
import type { FieldKind } from './submission.ts';
import { bareName } from './words.ts';

/** `of` are the names of what it is put together of. */
type Joined = { kind: FieldKind; value: string; of: readonly string[] };
type Parts = Map<string, string>;

const NAME = ['prefix', 'first', 'firstname', 'middle', 'middlename', 'last', 'lastname', 'suffix'];
const STREET = ['addrline1', 'line1', 'street', 'streetaddress', 'addrline2', 'line2', 'streetaddress2'];
const PLACE = ['city', 'state', 'province', 'region', 'postal', 'postalcode', 'zip', 'zipcode', 'country'];
const ADDRESS = [...STREET, ...PLACE];
const PHONE = ['country', 'area', 'areacode', 'phone', 'full', 'number'];

/**
 * One answer that a form took in parts, as people write it: a name, a day, an address, a phone number. `rest` are the parts that are in
 * none of it. Undefined for an object that is none of these.
 */
export function joinParts(object: object): { kind: FieldKind; value: string; rest: [string, unknown][] } | undefined {
  const entries: [string, unknown][] = Object.entries(object);
  const scalars = entries.filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  const parts: Parts = new Map(scalars.map(([key, value]) => [bareName(key), String(value).trim()]));
  const joined = joinName(parts) ?? joinDay(parts) ?? joinAddress(parts) ?? joinPhone(parts);
  if (!joined) return undefined;
  const said = new Set(joined.of.filter((name) => standIn([parts.get(name) ?? ''], [joined.value])));
  const isSaid = ([key, value]: [string, unknown]) => {
    // No object is: to make a text of one asks it, and it may have a `toString` of its own.
    if (!isScalar(value)) return false;
    const text = shownOf(value).join().trim();
    const name = bareName(key);
    return text === '' || text === joined.value || (said.has(name) && parts.get(name) === text);
  };
  return { kind: joined.kind, value: joined.value, rest: entries.filter((entry) => !isSaid(entry)) };
}

function joinName(parts: Parts): Joined | undefined {
  if (!isAnyOf(parts, ['first', 'firstname']) || !isAnyOf(parts, ['last', 'lastname'])) return undefined;
  return given('name', inOrder(parts, NAME).join(' '), NAME);
}

const DAY = ['day', 'month', 'year', 'hour', 'min', 'minute', 'ampm', 'timeinput'];

function joinDay(parts: Parts): Joined | undefined {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => parts.get(part) ?? '');
  if (!(/^\d{4}$/.test(year ?? '') && /^\d{1,2}$/.test(month ?? '') && /^\d{1,2}$/.test(day ?? ''))) return undefined;
  const hour = parts.get('hour');
  const clock = parts.get('timeinput') || (hour && `${hour}:${parts.get('min') || parts.get('minute') || '00'}`);
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return given('date', [date, clock, clock && parts.get('ampm')].filter(Boolean).join(' '), DAY);
}

function joinAddress(parts: Parts): Joined | undefined {
  if (!isAnyOf(parts, STREET) || !isAnyOf(parts, PLACE)) return undefined;
  return given('text', inOrder(parts, ADDRESS).join(', '), ADDRESS);
}

function joinPhone(parts: Parts): Joined | undefined {
  const isPhone =
    [...parts.keys()].every((part) => PHONE.includes(part)) && isAnyOf(parts, ['area', 'full', 'areacode']);
  return isPhone ? given('phone', inOrder(parts, PHONE).join(' '), PHONE) : undefined;
}

function given(kind: FieldKind, value: string, of: readonly string[]): Joined | undefined {
  return value === '' ? undefined : { kind, value, of };
}

const isAnyOf = (parts: Parts, names: string[]) => names.some((name) => parts.has(name));
const inOrder = (parts: Parts, names: string[]) => names.flatMap((name) => parts.get(name) || []);
