import { describe, expect, it } from 'vitest';
import { idleRegions } from '../../../shared/customer/idle-regions.ts';
import type { Settings } from '../../../shared/settings.ts';
import { memoryDesk } from '../../support/memory-desk.ts';
import { rossi } from '../../support/stories.ts';

const { defaults } = memoryDesk({}).settings;

function warnings(regions: string[], changes: Partial<Pick<Settings, 'defaults' | 'holidayRegions'>> = {}): string[] {
  const customers = regions.map((holidayRegion, index) => ({ ...rossi, id: `c${index}`, holidayRegion }));
  return idleRegions(customers, { defaults, ...changes });
}

describe('a stored holiday region', () => {
  it('that adds nothing is warned of once, with the nearest that does', () => {
    expect(warnings(['IT-52-FI', 'IT', 'IT-25-MI', 'IT-52-FI', 'DE-BY-EVANG'])).toEqual([
      'the holiday region of customer c0 and 1 more: IT-52-FI adds nothing to the holidays of IT; use IT',
      'the holiday region of customer c4: DE-BY-EVANG adds nothing to the holidays of DE-BY; use DE-BY',
    ]);
  });

  it('is not warned of where the admin changes it, or where the table lacks it', () => {
    const holidayRegions = { 'IT-FI': { added: ['2026-06-24'] } };
    expect(warnings(['IT-52-FI', 'XX-YY'], { holidayRegions })).toEqual([]);
  });

  it("is warned of as the desk's default too, in any spelling", () => {
    expect(warnings([], { defaults: { ...defaults, holidayRegion: 'it-fi' } })).toEqual([
      "the holiday region of the desk's defaults: IT-52-FI adds nothing to the holidays of IT; use IT",
    ]);
  });
});
