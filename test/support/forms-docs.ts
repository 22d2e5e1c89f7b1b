import { readFileSync } from 'node:fs';

/** A command of docs/forms.md that adds a source, by its words after `npm run desk --`. */
export type Added = { args: string[]; name: string; type: string };

/** A section of docs/forms.md, by the word that its picture and its steps go by. */
export type Section = { title: string; text: string; commands: Added[] };

const COMMAND = /npm run desk -- (sources add [^\n`]+)/g;

/** The sections of docs/forms.md that say how a sender is set up: those after *Setting one up*. */
export function sections(): Section[] {
  const text = readFileSync(new URL('../../docs/forms.md', import.meta.url), 'utf8');
  const all = text.split(/^## /m).map((section) => ({ title: section.split('\n', 1)[0] ?? '', text: section }));
  const first = all.findIndex(({ title }) => title === 'Setting one up') + 1;
  return all.slice(first).map((section) => ({ ...section, commands: commandsIn(section.text) }));
}

function commandsIn(text: string): Added[] {
  return [...text.matchAll(COMMAND)].map(([, line = '']) => {
    const args = line.trim().split(/\s+/);
    return { args, name: args[2] ?? '', type: args[args.indexOf('--type') + 1] ?? '' };
  });
}
