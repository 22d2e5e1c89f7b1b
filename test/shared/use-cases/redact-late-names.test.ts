import { beforeEach, describe, expect, it } from 'vitest';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { EVIL, guessing, SECRET, ZOE } from '../../support/guessing.ts';

/** Whoever reads since something was hidden learns nothing of it by a name that guesses, nor by a subject (docs/promise.md section 9). */

const NAME = 'Evil 4710 4711 4712';

let story: ReturnType<typeof guessing>;
beforeEach(() => {
  story = guessing();
});

const people = async (id: string) => {
  const { requester, participants } = await getTicket(story.desk, id);
  return [requester, ...participants].map(({ address, name }) => [address, name]);
};

describe('on the ticket of which it is hidden', () => {
  it('whom its requester copies is named nowhere, guessed or not', async () => {
    for (const name of [NAME, 'Vera Verdi']) {
      story = guessing();
      const { opens, hides, comes, at, answers, sentTo } = story;
      const x = await opens({ from: `Zoe 4711 <${ZOE}>`, text: SECRET });
      await hides(x, '4711');
      await comes({ ...at(x, ZOE), text: 'The vendor helps us.', head: `Cc: "${name}" <${EVIL}>\n` });
      await answers(x);
      expect(await people(x)).toEqual([
        [ZOE, 'Zoe [redacted]'],
        [EVIL, undefined],
      ]);
      expect(sentTo(EVIL)).toContain('Done.');
      expect(sentTo(EVIL)).not.toContain(name);
      expect(sentTo(EVIL)).not.toContain('Evil');
    }
  });

  it('nor is whom an agent adds who wrote from outside', async () => {
    const { desk, by, opens, hides, comes } = story;
    const x = await opens({ from: ZOE, text: SECRET });
    await hides(x, '4711');
    await comes({ from: `"${NAME}" <${EVIL}>`, subject: `Re: [${x}] Codes`, text: 'Hi.' });
    const { name } = (await getTicket(desk, x)).outside?.[0] ?? {};
    expect(name).toBe('Evil 4710 [redacted] 4712');
    await addReader(desk, { ...by(x), address: EVIL, ...(name && { name }) });
    expect((await people(x)).at(-1)).toEqual([EVIL, undefined]);
  });

  it('whom an agent makes the requester has the name that the agent gave', async () => {
    const { desk, by, opens, hides } = story;
    const x = await opens({ from: ZOE, text: SECRET });
    await hides(x, '4711');
    await correctRequester(desk, { ...by(x), requester: { address: EVIL, name: NAME } });
    expect(await people(x)).toEqual([[EVIL, NAME]]);
  });

  it('who read then keeps the name, without the words', async () => {
    const { opens, hides } = story;
    const x = await opens({ from: ZOE, text: SECRET, head: 'Cc: "Carl 4711" <carl@private.example>\n' });
    await hides(x, '4711');
    expect((await people(x)).at(-1)).toEqual(['carl@private.example', 'Carl [redacted]']);
  });
});

it('on the ticket that goes on with it, neither subject nor name is hidden where one reads who could not have had it', async () => {
  const { desk, opens, hides, closedLong, at } = story;
  const own = await opens({ from: ZOE, text: SECRET });
  await hides(own, '4711');
  await closedLong(own);
  const subject = 'Codes 4710 4711 4712';
  const next = await opens({ ...at(own, ZOE), subject, text: 'What is this?', head: `Cc: "${NAME}" <${EVIL}>\n` });
  expect(await getTicket(desk, next)).toMatchObject({ subject, links: [{ ticket: own, kind: 'follows' }] });
  expect((await people(next)).at(-1)).toEqual([EVIL, NAME]);
});
