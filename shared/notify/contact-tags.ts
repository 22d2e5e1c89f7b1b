/** Of which target a mail to a contact is, by its name, and of which event; a sample is of none. */
export type ContactMail = { name: string; event?: string | undefined };

/**
 * The tags of a mail to a contact who is no agent, by which the mail service's reports say which one it was. An event's id may hold a message's key:
 * a tag has letters, digits, `-` and `_` alone (https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html), so it goes as base64url.
 */
export function contactTags({ name, event }: ContactMail): Record<string, string> {
  return { target: name, ...(event !== undefined && { event: Buffer.from(event).toString('base64url') }) };
}

/** Which mail has these tags; undefined: none to a contact. */
export function readContactTags({
  target,
  event,
}: Readonly<Record<string, string | undefined>>): ContactMail | undefined {
  if (target === undefined) return undefined;
  return { name: target, event: event === undefined ? undefined : Buffer.from(event, 'base64url').toString() };
}
