/**
 * Stands at the head of every mail to an agent: what their mail program quotes from here on is no part of the answer. In
 * both languages, since the mail program of whoever replies is not known.
 */
export const REPLY_MARKER = '##- Reply above this line · Rispondi sopra questa riga -##';

/** The marker as it comes back, whatever a mail program made of its spaces and its dot. Nobody writes this by chance. */
const MARKER = /##-.*-##/;

/** "On Monday … wrote:" is at most this many lines. */
const MAX_INTRODUCTION = 4;

/**
 * What somebody wrote above a quoted notice of ours, without the lines that introduce the quote: a notice holds things that
 * the customer must not see. All of the text when it quotes no notice; empty when nothing stands above it.
 */
export function visibleReply(text: string): string {
  const lines = text.split('\n');
  const marker = lines.findIndex((line) => MARKER.test(line));
  if (marker < 0) return text.trim();
  const reply = withoutIntroduction(upToLast(lines.slice(0, marker), (line) => !isQuoteOrBlank(line)));
  return reply.join('\n').trim();
}

/** Takes away "On Monday … wrote:", or the block of `From:`, `Sent:`, `To:`, `Subject:` that Outlook sets above a quote. */
function withoutIntroduction(lines: readonly string[]): readonly string[] {
  const start = lines.findLastIndex((line) => line.trim() === '' || isRule(line)) + 1;
  const block = lines.slice(start);
  const isFieldBlock = block.filter((line) => /^\s*\*?\p{L}[\p{L} .-]{0,20}:/u.test(line)).length >= 3;
  const isWroteLine = block.length <= MAX_INTRODUCTION && /[\d@].*:\s*$/.test(block.join(' '));
  if (!isFieldBlock && !isWroteLine) return lines;
  return upToLast(lines.slice(0, start), (line) => line.trim() !== '' && !isRule(line));
}

function upToLast(lines: readonly string[], matches: (line: string) => boolean): readonly string[] {
  return lines.slice(0, lines.findLastIndex(matches) + 1);
}

function isQuoteOrBlank(line: string): boolean {
  return /^\s*(>.*)?$/.test(line);
}

/** A line that only separates: `______`, `-----Original Message-----`. */
function isRule(line: string): boolean {
  return /^\s*(_{5,}|-{5,}|-{2,}[^-]{1,60}-{2,})\s*$/.test(line);
}
