/**
 * Stands at the head of every mail to an agent: what their mail program quotes from here on is no part of the answer. In
 * both languages, since the mail program of whoever replies is not known.
 */
export const REPLY_MARKER = '##- Reply above this line · Rispondi sopra questa riga -##';

/** Stands at its end: what is below was written by the agent, also where their mail program marks no quotes. */
export const NOTICE_END = '##- End of the notice · Fine della notifica -##';

/** The markers as they come back, whatever a mail program made of their spaces and their dot. Nobody writes them by chance. */
export const BEGIN = /##-\s{0,4}Reply\b|##-.{0,80}sopra questa riga/i;
export const END = /##-\s{0,4}End\b|##-.{0,80}Fine della notifica/i;

/** True if a text holds the beginning or the end of a mail to the team, marked as a quote or not. */
export function holdsMarker(text: string): boolean {
  return BEGIN.test(text) || END.test(text);
}

/** Words of somebody else for a notice: no marker in there can be taken for ours. A run of signs is looked at from its first one alone. */
export function withoutMarkers(text: string): string {
  return text.replace(/(?<!#)#{2,}-/g, '##\u2009-').replace(/-#{2,}/g, '-\u2009##');
}
