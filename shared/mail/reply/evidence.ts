/** What a piece of text shows that only a machine's line about another mail is likely to show together. */
export interface Evidence {
  readonly address: boolean;
  /** A time of day: `10:12`, `10.12`, `10h30`, `上午10点`. */
  readonly time: boolean;
  /** A year or a date in figures: `2026`, `12.11.26`, `2026년`. */
  readonly date: boolean;
}

const ADDRESS = /[^\s@<>()]@[^\s@<>()]/;
const TIME = /(?<!\d)\d{1,2}(?:[:h点點시]\s?\d{2}|\.\d{2}(?![.\d])|\s?(?:[ap]\.?m\b|[点點时時]))/i;
const DATE = /(?<!\d)(?:(?:19|20)\d{2}(?!\d)|\d{1,2}[./-]\s?(?:\d{1,2}|\p{L}{3,4}\.?)[./-]\s?\d{2,4}(?!\d))/u;

/** Looks for an address, a time and a date; the caller bounds the length of the text. */
export function evidenceIn(text: string): Evidence {
  return { address: ADDRESS.test(text), time: TIME.test(text), date: DATE.test(text) };
}
