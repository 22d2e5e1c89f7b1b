import { decodeWords } from './encoded-words.ts';

/** Months by their first letters, without accents, in the languages in which mail programs write dates against the standard. */
const MONTHS: readonly RegExp[] = [
  /^(jan|gen|ene)/,
  /^(feb|fev)/,
  /^(mar|mrz|mrt|maer)/,
  /^(apr|abr|avr)/,
  /^(may|mag|mai|mei)/,
  /^(jun|giu|juin)/,
  /^(jul|lug|juil)/,
  /^(aug|ago|aou)/,
  /^(sep|set)/,
  /^(oct|ott|okt|out)/,
  /^nov/,
  /^(dec|dic|dez)/,
];

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

const MONTH = '(?<month>[a-z]{3,10})';
const TIME = String.raw`(?<hour>\d{1,2})[:.h](?<minute>\d{1,2})(?!\d)(?:[:.](?<second>\d{1,2}))?(?:[.,]\d+)?\s*(?:(?<half>[ap])m\b)?\s*\(?`;
const ZONE = String.raw`(?:(?:gmt|utc)?(?<sign>[+-])(?<zoneHours>\d{1,2}?)(?::?(?<zoneMinutes>\d{2}))?(?!\d)|(?<zone>[a-z]{1,5})\b)`;
/** `27 novembre 2026 alle ore 14:19`. */
const AT = String.raw`[\s,]+(?:(?:alle|ore|at|um|a|las|kl)\.?\s+){0,2}`;
const YEAR = String.raw`(?<year>\d{2,4})(?!\d)`;

const FORMS: readonly RegExp[] = [
  // `2026-11-30 10:00:00 +0100`: ISO 8601, with a space or a T.
  String.raw`^(?<year>\d{4})[-/](?<digits>\d{1,2})[-/](?<day>\d{1,2})(?:(?:t|[\s,]+)${TIME}\s*${ZONE}?)?`,
  // `20261130T090000Z`: ISO 8601 in its basic form.
  String.raw`^(?<year>\d{4})(?<digits>\d{2})(?<day>\d{2})t(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?:[.,]\d+)?\s*${ZONE}?`,
  // `Mon Nov 30 10:00:00 2026`: ctime, with a zone before the year or behind it.
  String.raw`(?<![a-z])${MONTH}\.?\s+(?<day>\d{1,2}),?\s+${TIME}\s*${ZONE}?\s*(?<year>\d{4})(?:\s*(?<offset>[+-]\d{4}))?`,
  // `30 Nov 2026 10:00:00 +0100`, with what stands around it (RFC 5322, 3.3 and 4.3), or hyphens, or no zone, or no time.
  String.raw`(?<!\d)(?<day>\d{1,2})(?:\.|o|er)?[\s-]+(?:de\s+)?${MONTH}\.?[\s,-]+(?:de\s+)?${YEAR}(?:${AT}${TIME}\s*${ZONE}?)?`,
  // `November 30, 2026 10:00 AM`, `Mon Nov 30 2026 10:00:00 GMT+0100`.
  String.raw`(?<![a-z])${MONTH}\s+(?<day>\d{1,2}),?\s+${YEAR}(?:${AT}${TIME}\s*${ZONE}?)?`,
  // `30.11.2026`, and `30/11/2026` where it can be no month: other days are another in America.
  String.raw`(?<!\d)(?<day>\d{1,2})\.(?<digits>\d{1,2})\.(?<year>\d{4})(?:${AT}${TIME}\s*${ZONE}?)?`,
  String.raw`(?<!\d)(?<day>1[3-9]|2\d|3[01])/(?<digits>\d{1,2})/(?<year>\d{4})(?:${AT}${TIME}\s*${ZONE}?)?`,
].map((form) => new RegExp(form, 'iu'));

/** Dates are short; what is longer is none. */
const MAX_LENGTH = 200;

/** The instant (ISO, UTC) of a `Date:` field; undefined for a date that is none, or that no mail can have. */
export function readDate(value: string | undefined): string | undefined {
  const plain = decodeWords((value ?? '').slice(0, MAX_LENGTH))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .trim();
  for (const form of FORMS) {
    const instant = instantOf(form.exec(plain)?.groups);
    const year = new Date(instant).getUTCFullYear();
    if (year >= 1970 && year < 2200) return new Date(instant).toISOString();
  }
  return undefined;
}

function instantOf(fields: Record<string, string | undefined> | undefined): number {
  if (!fields) return Number.NaN;
  const { year = '', day, digits, month = '' } = fields;
  const month0 = digits ? Number(digits) - 1 : MONTHS.findIndex((name) => name.test(month.toLowerCase()));
  const hour = Number(fields.hour ?? 0) + halfDay(fields.half, Number(fields.hour));
  const minute = Number(fields.minute ?? 0);
  const date = Date.UTC(fullYear(year), month0, Number(day), hour, minute, Math.min(Number(fields.second ?? 0), 59));
  if (month0 < 0 || month0 > 11 || hour > 23 || minute > 59 || new Date(date).getUTCDate() !== Number(day))
    return Number.NaN;
  return date - minutesAhead(fields) * 60_000;
}

function minutesAhead({ sign, zoneHours, zoneMinutes, zone = '', offset }: Record<string, string | undefined>): number {
  if (offset) return Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3)));
  // No clock on earth is further from UTC.
  if (sign && (Number(zoneHours) > 14 || Number(zoneMinutes ?? 0) > 59)) return Number.NaN;
  if (sign) return Number(`${sign}1`) * (Number(zoneHours) * 60 + Number(zoneMinutes ?? 0));
  return (ZONES[zone.toLowerCase()] ?? 0) * 60;
}

/** RFC 5322, 4.3: two digits below 50 are of this century; three count from 1900. */
function fullYear(year: string): number {
  if (year.length > 2) return Number(year) + (year.length === 3 ? 1900 : 0);
  return Number(year) + (Number(year) < 50 ? 2000 : 1900);
}

function halfDay(half: string | undefined, hour: number): number {
  if (half === undefined) return 0;
  return half.toLowerCase() === 'p' && hour < 12 ? 12 : half.toLowerCase() === 'a' && hour === 12 ? -12 : 0;
}
