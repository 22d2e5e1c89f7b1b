import type { Page } from 'playwright-core';

/** A line of a picture, as the page shows it: positions in minutes of the local day. */
export type Line = {
  name: string;
  said: string;
  bars: { from: number; to: number }[];
  /** Where the bars are drawn, in minutes too, by the boxes that the browser made of them. */
  drawn: { from: number; to: number }[];
  received: number | null;
  due: number | null;
};

/** Reads the pictures of a page back, in order. */
export function readPictures(page: Page): Promise<Line[][]> {
  return page.evaluate<Line[][]>(`[...document.querySelectorAll('figure.picture')].map((figure) =>
    [...figure.querySelectorAll('li')].map((line) => {
      const svg = line.querySelector('svg').getBoundingClientRect();
      const minute = (left) => ((left - svg.left) / svg.width) * 1440;
      const all = [...line.querySelectorAll('rect.counts')];
      const mark = (kind) => line.querySelector('rect.' + kind)?.x.baseVal.value ?? null;
      return {
        name: line.querySelector('.day').textContent,
        said: line.querySelector('.said').textContent,
        bars: all.map(({ x, width }) => ({ from: x.baseVal.value, to: x.baseVal.value + width.baseVal.value })),
        drawn: all.map((each) => each.getBoundingClientRect()).map(({ left, right }) => ({ from: minute(left), to: minute(right) })),
        received: mark('received'),
        due: mark('due'),
      };
    }))`);
}
