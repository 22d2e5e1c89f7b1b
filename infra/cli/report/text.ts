import { formatOpenTime } from '../../../shared/mail/templates/format-time.ts';
import { shareMet } from '../../../shared/present/present-report.ts';
import type { Figures, Report } from '../../../shared/report/report.ts';
import { formatTable } from '../table.ts';

const HEADINGS = ['TICKETS', 'MET', 'MISSED', 'OPEN', 'CANCELLED', 'KEPT', 'MEDIAN', '90 % WITHIN'];

/** A report for a terminal: a table for all tickets, and one for each thing that they are told apart by. */
export function reportAsText({ at, timeZone, months: [from, to], all, by }: Report, width?: number): string {
  const when = from === to ? from : `${from} to ${to}`;
  const tables = Object.entries(by).map(([dimension, groups]) =>
    formatTable(
      [dimension.toUpperCase(), ...HEADINGS],
      groups.map(({ key, ...figures }) => [key ?? '-', ...cells(figures)]),
      width,
    ),
  );
  const first = formatTable(['', ...HEADINGS], [['all', ...cells(all)]], width);
  return [`first responses, ${when} (${timeZone}), as of ${at}\n`, first, ...tables].join('\n');
}

function cells({ tickets, met, missed, open, cancelled, median, p90 }: Figures): string[] {
  const share = shareMet({ met, missed });
  const counts = [tickets, met, missed, open, cancelled].map(String);
  // Rounded down: with one missed promise they were not all kept.
  return [
    ...counts,
    share === undefined ? '-' : `${Math.floor(share * 100)} %`,
    formatOpenTime(median),
    formatOpenTime(p90),
  ];
}
