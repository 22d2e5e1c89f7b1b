import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { EVIL, GUESSES, guessing, SECRET, ZOE } from '../../support/guessing.ts';
import { messagesOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** What was hidden is sent to nobody by a quote, and by no quote does anybody learn that they have guessed it (docs/promise.md section 9). */

const WAYS = [
  ['words', '4711'],
  ['all of it', undefined],
] as const;
const BETWEEN = `> ${SECRET}\n\nWe did.\n\n> Bye\n\nBye.`;
const LIST = GUESSES.replaceAll(/^/gm, '> ');

let story: ReturnType<typeof guessing>;
beforeEach(() => {
  story = guessing();
});

/** Zoe's own ticket, which she alone reads, once she was copied on Evil's, has answered there as she did, and it was closed. */
async function ownAfter(x: string): Promise<string> {
  await story.closedLong(x);
  return story.opens({ ...story.at(x, ZOE), text: SECRET });
}

describe.each(WAYS)(
  'an agent’s answer has no quote where not all readers could have had what was hidden (%s)',
  (_, words) => {
    it.each(['a note', 'what came from outside'])('in %s', async (where) => {
      const { opens, notes, comes, hides, answersByMail, sentTo, stored } = story;
      const x = await opens({ from: EVIL, text: 'Hello.' });
      if (where === 'a note') await notes(x, SECRET);
      else await comes({ from: ZOE, subject: `Re: [${x}] Codes`, text: SECRET });
      await hides(x, words);
      story.desk.sent.length = 0;
      await answersByMail(x, BETWEEN);
      expect(sentTo(EVIL)).toContain('We did.');
      expect(sentTo(EVIL)).not.toMatch(/4711|redacted|> Bye/);
      expect(await stored(x)).not.toContain('4711');
      expect((await messagesOf(story.desk, x)).at(-1)?.warnings).toContainEqual(
        expect.stringContaining('quoted lines'),
      );
    });

    it('before somebody was copied', async () => {
      const { opens, comes, at, hides, answersByMail, sentTo } = story;
      const x = await opens({ from: ZOE, text: SECRET });
      await hides(x, words);
      await comes({ ...at(x, ZOE), text: 'The vendor helps us.', head: `Cc: ${EVIL}\n` });
      await answersByMail(x, BETWEEN);
      expect(sentTo(EVIL)).toContain('We did.');
      expect(sentTo(EVIL)).not.toContain('4711');
    });

    it('whatever it quotes: right or wrong', async () => {
      const left: unknown[] = [];
      for (const guess of ['4711', '4712']) {
        story = guessing();
        const x = await story.opens({ from: EVIL, text: `Is it ${guess}?` });
        await story.notes(x, SECRET);
        await story.answersByMail(x, `> Is it ${guess}?\n\nNo.\n\n> Bye\n\nBye.`);
        await story.hides(x, words);
        left.push((await story.shownTo(EVIL, x)).map(({ text, isRedacted }) => [text.replace(guess, ''), isRedacted]));
      }
      expect(left[0]).toEqual(left[1]);
      expect(JSON.stringify(left)).not.toMatch(/redacted|> Is it/);
    });
  },
);

it('an answer that is a quote alone is refused there, and one that has left shows none of it', async () => {
  const { desk, opens, notes, hides, answers, stored } = story;
  const x = await opens({ from: EVIL, text: 'Hello.' });
  await answers(x, `> ${SECRET}`);
  await notes(x, SECRET);
  await hides(x, '4711');
  expect(await stored(x)).not.toContain('4711');
  const before = (await messagesOf(desk, x)).length;
  await expect(answers(x, '> Hello.')).rejects.toMatchObject({ status: 422 });
  expect(await messagesOf(desk, x)).toHaveLength(before);
});

it('where all readers could have had it, an answer keeps its quotes without the words', async () => {
  const { opens, hides, answersByMail, sentTo } = story;
  const x = await opens({ from: ZOE, text: SECRET });
  await hides(x, '4711');
  await answersByMail(x, BETWEEN);
  expect(sentTo(ZOE)).toContain('> Please reset it, my PIN is [redacted].');
});

describe.each(WAYS)('Evil is not told that something was hidden (%s) of Zoe’s message', (_, words) => {
  it.each([
    ['that has his list below', 'Re: Codes', `What is this?\n\nOn Monday Evil wrote:\n${LIST}`],
    ['under his subject', 'Re: Codes 4711', 'What is this?'],
    ['that quotes what he wrote for hidden', 'Re: Codes 4711', '> [redacted]\n\nWhat is this?\n\n> Bye\n\nBye.'],
  ])('%s', async (_, subject, text) => {
    const x = await story.opens({ from: EVIL, subject: 'Codes 4711', text: GUESSES, head: `Cc: ${ZOE}\n` });
    await story.comes({ ...story.at(x, ZOE), subject, text });
    await story.hides(await ownAfter(x), words);
    expect((await story.shownTo(EVIL, x)).map(({ isRedacted }) => isRedacted)).toEqual([false, false, false]);
  });

  it('with his file', async () => {
    const x = await story.opens({ from: EVIL, text: 'Hello', head: `Cc: ${ZOE}\n` });
    const head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n';
    const file = 'Content-Type: text/plain; name="codes.txt"\nContent-Disposition: attachment; filename="codes.txt"';
    const text = `--b\nContent-Type: text/plain\n\nYour file.\n--b\n${file}\n\n${GUESSES}\n--b--`;
    await story.comes({ ...story.at(x, ZOE), head, text });
    await story.hides(await ownAfter(x), words);
    const shown = await story.shownTo(EVIL, x);
    expect(shown.flatMap(({ files }) => files)).toMatchObject([{ filename: 'codes.txt', isHidden: false }]);
    expect(shown.map(({ isRedacted }) => isRedacted)).toEqual([false, false, false]);
  });
});

it('his page is the same before and after', async () => {
  const { desk, opens, comes, at, hides } = story;
  const x = await opens({ from: EVIL, text: '4711', head: `Cc: ${ZOE}\n` });
  const mailed = desk.sent.find(({ recipient }) => recipient === EVIL)?.text ?? '';
  const link = /https:\/\/desk\.example(\/desk\/t\/\S+)/.exec(mailed)?.[1] ?? '';
  await comes({ ...at(x, ZOE), text: 'What is this?\n\nOn Monday Evil wrote:\n> 4711' });
  const own = await ownAfter(x);
  const page = async () => (await visit(createHandler(desk)).get(`${link}?lang=en`)).text;
  const before = await page();
  await hides(own, '4711');
  expect((await page()).length).toBe(before.length);
});

describe('his list stays in Zoe’s mail, however it stands there', () => {
  const BELOW = `From: Evil <${EVIL}>\nSent: Monday, November 30, 2026 9:00 AM\nTo: Zoe <${ZOE}>\nSubject: Codes\n\n${GUESSES}`;
  const GMAIL = `From: Evil <${EVIL}>\nDate: Mon, 30 Nov 2026 at 09:00\nSubject: Codes\nTo: <${ZOE}>\n\n${GUESSES}`;
  it.each([
    ['passed on', 'Fw: Codes', `FYI\n\n-----Original Message-----\n${BELOW}`],
    ['passed on alone', 'Fw: Codes', `-----Original Message-----\n${BELOW}`],
    ['passed on by Gmail', 'Fwd: Codes', `See this.\n\n---------- Forwarded message ---------\n${GMAIL}`],
    ['above her words', 'Re: Codes', `-----Original Message-----\n${BELOW}\n\nWhat is this?`],
    ['with bars', 'Re: Codes', `${GUESSES.replaceAll(/^/gm, '| ')}\n\nWhat is this?\n\n| Bye\n\nBye`],
    ['with initials', 'Re: Codes', `${GUESSES.replaceAll(/^/gm, 'EV> ')}\n\nWhat is this?\n\nEV> Bye\n\nBye`],
  ])('%s', async (_, subject, text) => {
    const x = await story.opens({ from: EVIL, text: GUESSES, head: `Cc: ${ZOE}\n` });
    await story.comes({ ...story.at(x, ZOE), subject, text });
    await story.hides(await ownAfter(x), '4711');
    expect(JSON.stringify(await story.shownTo(EVIL, x))).not.toContain('[redacted]');
  });
});

it.each(WAYS)('who writes like an agent that has passed on his list learns nothing (%s)', async (_, words) => {
  const { opens, notes, comes, at, hides, shownTo } = story;
  const x = await opens({ from: EVIL, text: 'Hello.' });
  await notes(x, SECRET);
  await comes({ ...at(x, EVIL), text: GUESSES, head: 'Cc: "Bob passed on this mail of Carl"\n' });
  await hides(x, words);
  expect(JSON.stringify(await shownTo(EVIL, x))).not.toContain('[redacted]');
});

it.each(WAYS)('nor does who writes so from outside, once it is filed (%s)', async (_, words) => {
  const { desk, by, opens, comes, hides } = story;
  const x = await opens({ from: ZOE, text: SECRET });
  const head = 'Cc: "Bob passed on this mail of Carl"\n';
  await comes({ from: EVIL, subject: `Re: [${x}] Codes`, text: GUESSES, head });
  await hides(x, words);
  const { filed } = await fileOutside(desk, by(x));
  expect((await messagesOf(desk, filed[0]?.id ?? ''))[0]?.text).toContain(GUESSES);
});

describe('what no reader is shown has it hidden, though nobody proved it', () => {
  it('a machine’s mail in the name of who asked', async () => {
    const { opens, comes, at, hides, stored } = story;
    const x = await opens({ from: ZOE, text: SECRET, isProved: false });
    const head = 'Auto-Submitted: auto-replied\n';
    await comes({ ...at(x, ZOE), head, subject: 'Away', text: `I am away.\n\n> ${SECRET}`, isProved: false });
    await hides(x, '4711');
    expect(await stored(x)).not.toContain('4711');
  });

  it('a quote below the words of who could have had it, where one reads who could not', async () => {
    const { opens, comes, at, by, desk, hides, stored } = story;
    const x = await opens({ from: ZOE, text: SECRET, isProved: false });
    await hides(x, '4711');
    await addReader(desk, { ...by(x), address: EVIL });
    await comes({ ...at(x, ZOE), text: `So?\n\nOn Monday Zoe wrote:\n> ${SECRET}`, isProved: false });
    expect(await stored(x)).not.toContain('4711');
  });

  it('what an agent wrote to a customer, with the desk in copy', async () => {
    const { opens, notes, hides, stored } = story;
    const x = await opens({
      from: 'ada@support.example',
      to: ZOE,
      head: 'Cc: help@support.example\n',
      text: SECRET,
    });
    await notes(x, `Note: ${SECRET}`);
    await hides(x, '4711', 'Note');
    expect(await stored(x)).not.toContain('4711');
  });
});
