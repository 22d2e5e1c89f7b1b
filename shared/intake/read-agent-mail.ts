import type { Agent } from '../customer/agent.ts';
import { announcesAnswer } from '../mail/automatic/announces-answer.ts';
import { type CommandMail, readCommands } from '../mail/commands.ts';
import { seemsForwarded } from '../mail/forwarded.ts';
import { type InboundAttachment, type InboundMail, writtenText } from '../mail/inbound.ts';
import { attachedPictures } from '../mail/own-content/attached-pictures.ts';
import { besideProgram } from '../mail/own-content/beside-program.ts';
import type { KnownTexts } from '../mail/own-content/between-lines.ts';
import { heldFiles, type WhyHeld } from '../mail/own-content/held-files.ts';
import { lettersOf } from '../mail/own-content/letters.ts';
import { linedText } from '../mail/own-content/lined-text.ts';
import { holdsMailOfOurs, type Ours } from '../mail/own-content/mail-of-ours.ts';
import { filesOfTeam, type LeftOut, ownFiles } from '../mail/own-content/own-files.ts';
import { ownHtml } from '../mail/own-content/own-html.ts';
import { whyNoContent } from '../mail/own-content/why-no-content.ts';
import { visibleReply } from '../mail/reply-text.ts';

/** What an agent wrote: commands, and the text, formatting and files that are the agent's own. */
export type AgentWords = CommandMail & {
  html: string | undefined;
  files: InboundAttachment[];
  /** Files that no customer may get; of an internal note none, which has them all. */
  leftOut: LeftOut[];
  /** There is a doubt, or a command is wrong or misplaced: nothing is sent or carried out. */
  isHeld: boolean;
  /**
   * The agent's words cannot be told from the notice around them (`quote`), or from somebody's mail (`others`), or what would go to the customer holds what no customer may
   * get of a mail of ours (`ours`), or is what others wrote to somebody else (`passed on`).
   */
  doubt: 'quote' | 'others' | 'ours' | 'passed on' | undefined;
  /** Nothing of it goes to the customer: it is held, or `#note` says so. */
  isNote: boolean;
  /** Why it says nothing to a customer, in words for the agent; undefined when it does. */
  lacks: string | undefined;
  /** What it lacks is a person: its words are those of an automatic reply. */
  isRobots: boolean;
  isAnswer: boolean;
};

/** Why a mail in doubt is not sent, in words for the agent. */
export const DOUBTS: Readonly<Record<NonNullable<AgentWords['doubt']>, string>> = {
  quote:
    'what you wrote cannot be told from the notice that your mail program quotes: write above its first line or below its last one',
  others:
    'what you wrote cannot be told from the mail that your mail program quotes: write above its first line, or answer the notice',
  ours: 'what you wrote holds a line, a link or a signed address of a mail from this desk, which no customer may get: take out all that is quoted, and send it again',
  'passed on':
    'it passes a mail on, which may not be for the customer: to answer, reply to the notice, without "Fwd:" in the subject and without the line that says it was forwarded; to keep it on the ticket for the team, begin with #note',
};

/** Some robots set no field. An agent may have meant it: it is kept, and the agent told. With `Re:` before its subject it is an answer. */
const ROBOTS = 'its subject and its text are those of an automatic reply';
/** So are those whose text may say anything: a machine puts its words before the notice's subject. No machine writes a command. */
const ANNOUNCED =
  'its subject is that of an automatic reply to a notice: if you wrote it, answer the notice again and leave its subject as your mail program has it';

/**
 * Reads an agent's mail: what the agent wrote around the quoted notice and between its lines, its commands, and whether it is an answer.
 * `known` is what it may quote (`knownTexts`), `keys` are those that sign mails of ours, `isToOwn` says that it goes to the agent's signed address,
 * which only notices have: else it may quote a mail of anybody's, in other words than the desk was sent. This is the one door through which a mail becomes
 * an answer: nothing of `ours` leaves by it, and nothing that its HTML hides (`hidesText`: some of the agent's own text was).
 */
export async function readAgentMail(
  mail: InboundMail,
  agent: Pick<Agent, 'name'>,
  { keys, ...given }: Omit<Around, 'held'> & { keys: readonly string[] },
): Promise<AgentWords & { hidesText: boolean }> {
  const around = { ...given, held: await heldFiles(mail.attachments, { keys, ours: given.ours }) };
  if (!mail.seen) return { ...readWords(mail, agent, around), hidesText: false };
  const { added: _, ...whole } = mail;
  const words = readWords({ ...whole, ...mail.seen }, agent, around);
  const all = readWords(mail, agent, around);
  const lettersIn = ({ lines, text }: AgentWords) => lettersOf([...lines, text].join(' '));
  return { ...words, hidesText: lettersIn(all) !== lettersIn(words) };
}

/** What is known beside a mail, its files that no customer may get, and what the settings call the levels of an escalation. */
type Around = {
  held: ReadonlyMap<InboundAttachment, WhyHeld>;
  known: KnownTexts;
  ours: Ours;
  isToOwn: boolean;
  levels: readonly string[];
};

function readWords(
  mail: InboundMail,
  { name }: Pick<Agent, 'name'>,
  { held, known, ours, isToOwn, levels }: Around,
): AgentWords {
  // Lines of the desk's own are in the HTML, too.
  const written = mail.added === undefined ? linedText(mail.text, mail.html) : writtenText(mail);
  // Below the agent's words anything may stand then, if their program quotes in a way that is not known.
  const mayQuoteOthers = !isToOwn && (mail.inReplyTo !== undefined || mail.references.length > 0);
  const reply = visibleReply(written, known, isToOwn ? 'a notice' : 'others');
  const read = reply.isDoubtful
    ? { ...readCommands(''), text: written.trim() }
    : readCommands(reply.text, known.messages, mayQuoteOthers ? 'first' : 'first or last');
  const { lines, commands, unknown, misplaced } = read;
  const aside = besideProgram(mail, read.text, known);
  const typed = aside?.typed ?? read.text;
  const formatted =
    reply.isDoubtful || mail.html === undefined ? undefined : ownHtml(mail.html, { commands: lines, text: typed });
  const own = linedText(typed, formatted);
  const { html, pictures } = attachedPictures(formatted);
  const isMeantAsNote = commands.some((command) => command.name === 'note');
  const attached = ownFiles(mail.attachments, { html, held });
  const leftOut = isMeantAsNote ? [] : attached.leftOut;
  const ofTeam = isMeantAsNote ? filesOfTeam(attached.leftOut) : [];
  const files = [...attached.files, ...pictures, ...ofTeam];
  const names = [name, mail.from?.name ?? ''];
  const lack = whyNoContent(mail, { text: own, files, names });
  const robots = lack === undefined ? robotsIn(mail, { lines, levels }) : undefined;
  const isRobots = robots !== undefined;
  const lacks = robots ?? (lack && (aside?.reason ?? lack));
  const text = lacks === undefined ? own : read.text;
  // A customer may read the reason of a command.
  const goesOut = isMeantAsNote
    ? { text: lines.join('\n') }
    : { text: [...lines, text].join('\n'), html, whole: written };
  const isOurs = !reply.isDoubtful && holdsMailOfOurs(goesOut, ours);
  const isMeant = lacks === undefined || (commands.length === 0 && !isRobots);
  const isPassedOn = isMeant && !isMeantAsNote && seemsForwarded(mail, read.text);
  const inQuote = isToOwn ? 'quote' : 'others';
  const doubt = reply.isDoubtful ? inQuote : isOurs ? 'ours' : isPassedOn ? 'passed on' : undefined;
  const isHeld = doubt !== undefined || unknown.length > 0 || misplaced.length > 0;
  const isNote = isHeld || isMeantAsNote;
  const isAnswer = !isNote && lacks === undefined;
  return { ...read, text, html, files, leftOut, isHeld, doubt, isNote, lacks, isRobots, isAnswer };
}

/** Why a mail with content is a machine's, in words for the agent; undefined when it is not, or says that a person wrote it. */
function robotsIn(
  { hint, subject }: InboundMail,
  { lines, levels }: Pick<CommandMail, 'lines'> & Pick<Around, 'levels'>,
): string | undefined {
  if (hint === false) return undefined;
  if (hint.isStrong) return ROBOTS;
  return lines.length === 0 && announcesAnswer(subject, levels) ? ANNOUNCED : undefined;
}
