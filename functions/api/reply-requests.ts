import * as z from 'zod';
import { lineField, textField } from '../../shared/forms/fields.ts';
import { LANGUAGES } from '../../shared/language.ts';
import { MOST_OF_REPLY, OWNERS, PLACEHOLDERS, unknownPlaceholders } from '../../shared/ticket/saved-reply.ts';
import { NOT_AN_OBJECT, oneOf } from './requests.ts';

/** What the routes of saved replies take. */

const NOT_A_VERSION = 'must be the `version` that you have seen';

const words = {
  owner: z.enum(OWNERS, { error: oneOf(OWNERS) }),
  name: lineField(MOST_OF_REPLY.name, 'is empty: say what the reply is for'),
  language: z.enum(LANGUAGES, { error: oneOf(LANGUAGES) }),
  text: textField
    .transform((text) => text.trim())
    .pipe(
      z
        .string()
        .max(MOST_OF_REPLY.text, { error: `must be at most ${MOST_OF_REPLY.text} characters` })
        .superRefine(knownPlaceholders),
    ),
};

export const replySchema = z.strictObject(words, NOT_AN_OBJECT);

export const replyChangeSchema = z.strictObject(
  { ...words, version: z.number({ error: NOT_A_VERSION }).int({ error: NOT_A_VERSION }) },
  NOT_AN_OBJECT,
);

export const replyRemovalSchema = z.strictObject({
  version: z.coerce.number({ error: NOT_A_VERSION }).int({ error: NOT_A_VERSION }),
});

export const filledReplySchema = z.strictObject({
  ticket: z.string({ error: 'must be given once' }).min(1, { error: 'must be the number of a ticket' }).optional(),
});

/** Like the page, refuses what the customer would read as it stands there. */
function knownPlaceholders(text: string, ctx: z.RefinementCtx): void {
  const unknown = unknownPlaceholders(text);
  if (unknown.length === 0) return;
  const known = PLACEHOLDERS.map((each) => `{{${each}}}`).join(', ');
  ctx.addIssue({ code: 'custom', message: `has no placeholder ${unknown.join(', ')}: there are ${known}` });
}
