import { percentiles } from './lateness.ts';
import type { Result } from './plan.ts';

const [WIDTH, ROW, LEFT, RIGHT, TOP] = [760, 34, 300, 30, 40];
/** Seconds that the axis names; it is logarithmic, from half a second to a day. */
const TICKS: [seconds: number, label: string][] = [
  [1, '1 s'],
  [10, '10 s'],
  [60, '1 min'],
  [600, '10 min'],
  [3_600, '1 h'],
  [36_000, '10 h'],
];
const [SHORTEST, LONGEST] = [0.5, 86_400];
const SERIES = [
  { kind: 'acknowledgement', colour: '#1a7f5a' },
  { kind: 'notice', colour: '#5b6ee1' },
  { kind: 'escalation', colour: '#c2410c' },
] as const;

/** How late half of them, and 99 in a hundred, left in each scenario: a bar from the one to the other. */
export function chart(results: readonly (readonly [name: string, Result])[]): string {
  const height = TOP + results.length * ROW + 20;
  const rows = results.flatMap(([name, { lateness }], index) => {
    const y = TOP + index * ROW;
    const bars = SERIES.flatMap(({ kind, colour }, place) => {
      const { count, p50, p99 } = percentiles(lateness[kind]);
      if (count === 0) return [];
      const [from, to] = [xOf(p50), xOf(p99)];
      const width = Math.max(4, to - from).toFixed(1);
      return [`<rect x="${from.toFixed(1)}" y="${y + 3 + place * 9}" width="${width}" height="7" fill="${colour}"/>`];
    });
    return [`<text x="${LEFT - 10}" y="${y + 19}" text-anchor="end">${xml(name)}</text>`, ...bars];
  });
  const axis = TICKS.flatMap(([seconds, label]) => {
    const x = xOf(seconds).toFixed(1);
    return [
      `<line x1="${x}" x2="${x}" y1="${TOP - 6}" y2="${height - 14}" stroke="#bbb"/>`,
      `<text x="${x}" y="${height - 2}" text-anchor="middle">${label}</text>`,
    ];
  });
  const legend = SERIES.flatMap(({ kind, colour }, place) => [
    `<rect x="${LEFT + place * 140}" y="10" width="10" height="10" fill="${colour}"/>`,
    `<text x="${LEFT + place * 140 + 16}" y="19">${kind}</text>`,
  ]);
  const title = 'How late mails leave: from the half to 99 in a hundred, on a logarithmic axis';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...axis,
    ...legend,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

function xOf(seconds: number): number {
  const bounded = Math.min(LONGEST, Math.max(SHORTEST, seconds));
  return LEFT + (Math.log(bounded / SHORTEST) / Math.log(LONGEST / SHORTEST)) * (WIDTH - LEFT - RIGHT);
}

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
