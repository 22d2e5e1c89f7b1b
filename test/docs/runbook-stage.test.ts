import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HELP } from '../../infra/cli/help.ts';

/**
 * Whoever reads the runbook has a deployed desk before them, and perhaps one that runs on their own machine, too: a command without a stage would
 * silently read or change that one.
 */

/** Commands that ask no desk. */
const OF_NO_DESK = ['mail inspect', 'sla calendar'];

/** By the help: the words that call each command, the longest first. */
const NAMES = [...HELP.matchAll(/^ {2}([a-z-]+(?: [a-z-]+)?(?:\|[a-z-]+)?)/gm)]
  .flatMap(([, name = '']) => {
    const [first = '', second = ''] = name.split(' ');
    return second ? second.split('|').map((word) => `${first} ${word}`) : [first];
  })
  .filter((name) => name !== 'help')
  .sort((a, b) => b.length - a.length);

/** Commands of ours that the text gives to be run: called with `npm run desk`, or by their name with something behind it. */
function commandsIn(text: string): string[] {
  const inBlocks = [...text.matchAll(/^ *```\w*\n([\s\S]*?)^ *```$/gm)].flatMap(([, block = '']) => block.split('\n'));
  const inText = [...text.replace(/^ *```\w*\n[\s\S]*?^ *```$/gm, '').matchAll(/`([^`]+)`/g)].map(
    ([, code = '']) => code,
  );
  return [...inBlocks, ...inText].flatMap((line) => {
    const [, called] = /npm run (?:--silent )?desk -- ([^#|]+)/.exec(line) ?? [];
    const words = (called ?? line).trim().replace(/\s+/g, ' ');
    const name = NAMES.find((each) => words === each || words.startsWith(`${each} `));
    const isRun = called !== undefined || (name !== undefined && words !== name);
    return name !== undefined && isRun ? [words] : [];
  });
}

const withoutStage = (text: string) =>
  commandsIn(text).filter(
    (words) => !/ --(?:stage|help)\b/.test(words) && !OF_NO_DESK.some((each) => words.startsWith(each)),
  );

describe('commands of the runbook', () => {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

  it('name the stage they are for', () => {
    expect(commandsIn(runbook).length).toBeGreaterThan(50);
    expect(withoutStage(runbook)).toEqual([]);
  });

  it('are found in text and in blocks, with and without the words before them', () => {
    const text = [
      'See `npm run desk -- suppressed list`, `agents import FILE --yes`, `agents import`, `npm run desk -- sources disable NAME --stage prod`.',
      ...['```sh', 'npm run desk -- doctor   # all', 'npm run desk -- doctor --stage prod', '```'],
    ].join('\n');
    expect(withoutStage(text)).toEqual(['doctor', 'suppressed list', 'agents import FILE --yes']);
  });
});
