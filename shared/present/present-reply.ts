import type { Offered } from '../use-cases/saved-replies.ts';

/** A saved reply: whose it is, its words with their placeholders, and the version that whoever changes it has to name. */
export function presentReply({ id, owner, name, language, text, version }: Offered) {
  return { id, owner, name, language, text, version };
}
