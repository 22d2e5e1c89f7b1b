/** `30 Nov 2026 10:00:00 +0100`, with or without what stands around it (RFC 5322, 3.3 and 4.3), or hyphens, or no zone. */
const DATE =
  /(?<!\d)(\d{1,2})[\s-]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s,-]+(\d{4}|\d{2})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*(?:([ap])m\b)?\s*(?:(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})|([a-z]{1,5})\b)?/i;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Hours ahead of UTC of the zones that mail names by letters; any other counts as UTC (RFC 5322, 4.3). */
const ZONES: Record<string, number> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  bst: 1,
  cet: 1,
  met: 1,
  cest: 2,
  mest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  jst: 9,
  kst: 9,
};

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/** The instant (ISO, UTC) of a `Date:` field; undefined for a date that is none, or that no mail can have. */
export function readDate(value: string | undefined): string | undefined {
  const instant = ISO.test(value ?? '') ? new Date(value ?? '').getTime() : fromFields(DATE.exec(value ?? ''));
  const year = new Date(instant).getUTCFullYear();
  return year >= 1970 && year < 2200 ? new Date(instant).toISOString() : undefined;
}

function fromFields(match: RegExpExecArray | null): number {
  if (!match) return Number.NaN;
  const [, day, month = '', year = '', hour, minute, second = '0', half, sign, zoneHours, zoneMinutes, zone = ''] =
    match;
  const local = [Number(day), Number(hour) + halfDay(half, Number(hour)), Number(minute), Math.min(Number(second), 59)];
  const [d = 0, h = 0, m = 0, s = 0] = local;
  const month0 = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  const date = Date.UTC(fullYear(year), month0, d, h, m, s);
  if (h > 23 || m > 59 || new Date(date).getUTCDate() !== d) return Number.NaN;
  const offset = sign
    ? Number(`${sign}1`) * (Number(zoneHours) * 60 + Number(zoneMinutes))
    : (ZONES[zone.toLowerCase()] ?? 0) * 60;
  return date - offset * 60_000;
}

/** RFC 5322, 4.3: two digits below 50 are of this century. */
function fullYear(year: string): number {
  if (year.length > 2) return Number(year);
  return Number(year) + (Number(year) < 50 ? 2000 : 1900);
}

function halfDay(half: string | undefined, hour: number): number {
  if (half === undefined) return 0;
  return half.toLowerCase() === 'p' && hour < 12 ? 12 : half.toLowerCase() === 'a' && hour === 12 ? -12 : 0;
}
