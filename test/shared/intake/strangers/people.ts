/** Whom the stories of strangers are about (`StrangersStory`). */

export const KEY = 'a signing key for tests only';
export const DESK = 'help@support.example';
/** A colleague's, and a group's, which passes on what anybody writes to it, in its own name and proved. */
export const INFO = 'info@rossi.example';
export const COLLEAGUES = ['anna@rossi.example', 'tom@rossi.example', INFO] as const;
export const STRANGERS = ['evil@evil.example', 'mallory@evil.example'] as const;
export const ALL = [...COLLEAGUES, ...STRANGERS];
/** Ids of mails that all of them have, such as newsletters'. */
export const SHARED_IDS = ['n1@vendor.example', 'n2@vendor.example', 'n3@vendor.example'];

/** A mail as one of them writes it. */
export type Mail = {
  name?: string;
  /** How it is named in the mail itself. */
  as?: string;
  /** Where it is not as the mail itself says. */
  envelope?: { to: readonly string[]; from: string };
  to?: readonly string[];
  id?: string | undefined;
  /** The ids of its thread, the one that it answers last. */
  answered?: readonly string[];
  cc?: readonly string[];
  subject?: string;
  head?: readonly string[];
  text?: string;
  isProved: boolean;
};
