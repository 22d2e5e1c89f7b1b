import { LANGUAGES } from '../../language.ts';
import { wordsFor } from '../templates/words/words.ts';
import { anyOf, foldAll } from './fold.ts';
import { foldSubject } from './subject.ts';
import { ROBOT_SUBJECTS } from './words/auto-subjects.ts';

/** What stands before the number in the subject of an escalation. */
const LEVELS = LANGUAGES.flatMap((language) => Object.values(wordsFor(language).escalation.level));
/** A gateway's mark of what comes from outside: the agent's own puts it into what the robot answers. Never a ticket's number. */
const TAGS = String.raw`(?:(?!\[t-[0-9a-z]{8}\])(?:\[[^\]]{1,40}\]|\((?:ext|external|extern)\)|(?:ext|external|extern|esterno)\s?:)\s?){0,2}`;
const NOTICE = String.raw`(?:${anyOf(foldAll(LEVELS)).source}: )?\[t-[0-9a-z]{8}\] p[1-4]\s`;
const BEFORE_NOTICE = new RegExp(
  String.raw`^${TAGS}[[(*<"]{0,2}\s?${anyOf(foldAll(ROBOT_SUBJECTS)).source}\s?[:\])>"*|–—-]{1,2}\s?${TAGS}${NOTICE}`,
);

/**
 * Whether a subject is that of a notice of ours (`agentSubject`), directly behind how a robot opens its own: a machine puts it so. Whoever answers a notice
 * has `Re:` before it, or nothing, and whoever writes of such replies does not write the notice's subject behind. False with anything else between.
 */
export function announcesAnswer(subject: string): boolean {
  return BEFORE_NOTICE.test(`${foldSubject(subject)} `);
}
