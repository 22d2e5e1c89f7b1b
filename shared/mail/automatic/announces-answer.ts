import { LANGUAGES } from '../../language.ts';
import { wordsFor } from '../templates/words/words.ts';
import { anyOf, foldAll } from './fold.ts';
import { foldSubject } from './subject.ts';
import { ROBOT_SUBJECTS } from './words/auto-subjects.ts';

/** What stands before the number in the subject of an escalation. */
const LEVELS = LANGUAGES.flatMap((language) => Object.values(wordsFor(language).escalation.level));
/** A gateway's mark of what comes from outside: the agent's own puts it into what the robot answers. Never a ticket's number. */
const TAGS = String.raw`(?:(?!\[t-[0-9a-z]{8}\])(?:\[[^\]]{1,40}\]|\((?:ext|external|extern)\)|(?:ext|external|extern|esterno)\s?:)\s?){0,2}`;
const OPENING = new RegExp(
  String.raw`^${TAGS}[[(*<"]{0,2}\s?${anyOf(foldAll(ROBOT_SUBJECTS)).source}\s?[:\])>"*|–—-]{1,2}\s?${TAGS}`,
);
const NOTICE = /^\[t-[0-9a-z]{8}\] p[1-4](?:\s|$)/;

/**
 * Whether a subject is that of a notice of ours (`agentSubject`), directly behind how a robot opens its own: a machine puts it so. Whoever answers a notice
 * has `Re:` before it, or nothing, and whoever writes of such replies does not write the notice's subject behind. False with anything else between, save
 * the name of a level, of the desk's words or of the settings (`levels`).
 */
export function announcesAnswer(subject: string, levels: readonly string[]): boolean {
  const folded = foldSubject(subject);
  const [opening] = OPENING.exec(folded) ?? [];
  if (opening === undefined) return false;
  const rest = folded.slice(opening.length);
  const named = foldAll([...LEVELS, ...levels]).filter((level) => rest.startsWith(`${level}: `));
  return ['', ...named.map((level) => `${level}: `)].some((before) => NOTICE.test(rest.slice(before.length)));
}
