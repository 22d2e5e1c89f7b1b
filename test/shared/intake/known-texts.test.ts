import { expect, it } from 'vitest';
import { knownTexts } from '../../../shared/intake/known-texts.ts';
import { NOTICE_KINDS } from '../../../shared/mail/templates/agent-notice-parts.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';

it('what an agent’s mail may quote is a notice of any kind that there is', async () => {
  const desk = deskOf();
  const known = await knownTexts(desk, await waitingTicket(desk), { messageId: 'm9@x.example' });
  const { notice } = wordsFor(desk.settings.defaults.language);
  expect(new Set(known.notices().map(({ heading }) => heading))).toEqual(
    new Set(NOTICE_KINDS.map((kind) => notice[kind])),
  );
});
