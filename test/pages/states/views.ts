import fc from 'fast-check';
import { LANGUAGES } from '../../../shared/language.ts';
import type { View } from '../support/window.ts';
import { COMPANY } from './company.ts';
import { CONSOLE } from './console.ts';
import { FAILING } from './failing.ts';
import { FILING } from './filing.ts';
import { FOLLOWING } from './following.ts';
import type { PageState } from './scene.ts';

export const STATES: readonly PageState[] = [...FILING, ...FOLLOWING, ...COMPANY, ...CONSOLE, ...FAILING];

/** A small telephone, and a desk. */
const WIDTHS = [360, 1280];

/**
 * Two ways to look at each state, so that it is seen in both languages, widths and colours; which two is drawn by the seed. All of them:
 * `npm run pages:all`.
 */
export function sampleOf(seed: number): View[] {
  const drawn = fc.sample(fc.nat(3), { seed, numRuns: STATES.length });
  return STATES.flatMap((state, index) => {
    const views = viewsOf(state);
    const first = drawn[index] ?? 0;
    // The one at the same place from the end differs from it in all three.
    return [views.at(first), views.at(-1 - first)].filter((view) => view !== undefined);
  });
}

/** Each way to look at a state. */
export function viewsOf(state: PageState): View[] {
  return LANGUAGES.flatMap((language) =>
    WIDTHS.flatMap((width) => (['light', 'dark'] as const).map((colours) => ({ state, language, width, colours }))),
  );
}

export function nameOf({ state, language, width, colours }: View): string {
  return `${state.name} ${language} ${width} ${colours}`;
}
