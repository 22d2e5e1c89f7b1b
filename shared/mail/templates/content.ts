/** What a template makes: the parts of a mail that somebody reads. */
export type MailContent = { subject: string; text: string; html: string };

/** Paragraphs of a plain-text part, with an empty line between them; what is not there is left out. */
export function paragraphs(...parts: readonly (string | false | undefined)[]): string {
  return `${parts.filter((part) => part).join('\n\n')}\n`;
}

/** Facts of a plain-text part, one a line, their values below each other. */
export function factLines(facts: readonly Fact[]): string {
  const width = Math.max(...facts.map(({ label }) => label.length)) + 2;
  return facts.map(({ label, value }) => `${`${label}:`.padEnd(width)}${value}`).join('\n');
}

export type Fact = { label: string; value: string };

/** The beginning of a text: at most `max` characters, and whether anything is missing. */
export function excerpt(text: string, max: number): { text: string; isCut: boolean } {
  const trimmed = text.trim();
  if (trimmed.length <= max) return { text: trimmed, isCut: false };
  return { text: `${trimmed.slice(0, max).toWellFormed()} …`, isCut: true };
}
