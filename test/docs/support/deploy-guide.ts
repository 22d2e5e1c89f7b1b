import { readFileSync } from 'node:fs';

/** A step of README.md, *Deploy*, with the commands that it gives, in order. */
export type GuideStep = {
  /** The word in bold that it begins with. */
  title: string;
  /** Each on one line, without its comment. */
  commands: string[];
  /** It shows a command and what is seen when it has worked. */
  shows: boolean;
};

export const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

/** The steps of the guide, and what is set before the first. */
export function readGuide(readme: string): { before: string[]; steps: GuideStep[] } {
  const [, guide = ''] = /\n## Deploy\n([\s\S]*?)\n### Settings\n/.exec(readme) ?? [];
  const [head = '', ...parts] = guide.split(/\n(?=\d+\. \*\*)/);
  return { before: commandsIn(head), steps: parts.map(stepOf) };
}

function stepOf(part: string): GuideStep {
  const [, title = ''] = /^\d+\. \*\*([^*]+?)\.?\*\*/.exec(part) ?? [];
  return { title, commands: commandsIn(part), shows: /```console\n\s*\$ /.test(part) };
}

/** Commands of blocks, and those in the text, where they stand. */
function commandsIn(part: string): string[] {
  const joined = part.replace(/\\\n\s*/g, ' ');
  const found = joined.matchAll(/^\s*\$ (.+)$|`((?:npx cdk|aws|npm run desk) [^`]+)`|^(export .+|\w+\(\) .+)$/gm);
  return [...found].map(([, shown, named, set]) => (shown ?? named ?? set ?? '').replace(/\s{2,}#.*$/, '').trim());
}

/** What is run of a line of a shell: what it substitutes, then the parts of its pipes and loops. */
export function simpleCommands(line: string): string[] {
  const within = [...line.matchAll(/\$\(([^()]*)\)/g)].map(([, inner = '']) => inner);
  const around = line.replace(/\$\([^()]*\)/g, 'X');
  return [...within, around]
    .flatMap((each) => each.split(/[;|]|\bdo\b/))
    .map((part) => part.trim())
    .filter((part) => /^(?:npx|npm|aws|output|curl|dig|jq)\b/.test(part));
}
