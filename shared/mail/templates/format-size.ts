import type { Language } from '../../language.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

/** Bytes as people read them, in powers of 1,000: `3.4 MB`, `120 kB`, `9 bytes`. */
export function formatSize(bytes: number, language: Language): string {
  const power = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    // Its short form has no plural: "9 byte".
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  });
  return format.format(bytes / 1_000 ** power);
}
