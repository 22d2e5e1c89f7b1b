import { describe, expect, it } from 'vitest';
import { readNumberOptions } from './number-options.ts';

const read = (...args: string[]) =>
  readNumberOptions(args, {
    minutes: { default: 10, least: 1, most: 600 },
    rate: { default: 2, least: 0.1, most: 20 },
  });

describe('the options of a long run', () => {
  it('have defaults, and take a number each', () => {
    expect(read()).toEqual({ minutes: 10, rate: 2 });
    expect(read('--rate', '0.5', '--minutes=3')).toEqual({ minutes: 3, rate: 0.5 });
  });

  it.each(['soon', '', '0', '601', 'NaN', 'Infinity'])('say which one is wrong, and what it takes: %j', (given) => {
    expect(() => read(`--minutes=${given}`)).toThrow(`--minutes must be a number from 1 to 600, not "${given}".`);
  });

  it.each([['--hours', '3'], ['3'], ['--minutes']])('say what there is when it is not known: %j', (...args) => {
    expect(() => read(...args)).toThrow('It takes --minutes NUMBER, --rate NUMBER.');
  });
});
