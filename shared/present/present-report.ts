import type { Figures, Report } from '../report/report.ts';

/** Seconds of open time; null where nobody was answered. `share`: of promises that were met or missed how many were met, 0 to 1. */
function presentFigures({ median, p90, ...counts }: Figures) {
  return { ...counts, share: shareMet(counts) ?? null, median: median ?? null, p90: p90 ?? null };
}

/** Of promises that were met or missed, the share (0 to 1) that was met; undefined when there is none of either. */
export function shareMet({ met, missed }: Pick<Figures, 'met' | 'missed'>): number | undefined {
  return met + missed === 0 ? undefined : met / (met + missed);
}

/** A report as the API and `desk report` give it. `unreadable`: numbers of tickets that are in no figure. */
export function presentReport({ at, timeZone, months, all, by }: Report, unreadable: readonly string[]) {
  const [from, to] = months;
  const groups = Object.entries(by).map(([dimension, each]) => [
    dimension,
    each.map(({ key, ...figures }) => ({ key, ...presentFigures(figures) })),
  ]);
  return { at, timeZone, from, to, all: presentFigures(all), by: Object.fromEntries(groups), unreadable };
}
