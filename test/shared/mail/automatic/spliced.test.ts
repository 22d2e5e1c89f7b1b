import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../../shared/mail/automatic/classify.ts';
import { type AutomaticInput, provedMachine } from '../../../../shared/mail/automatic/findings.ts';
import { ABSENCE, ABSENCE_CUES, THANKS } from '../../../../shared/mail/automatic/words/absence.ts';
import { AWAY_SUBJECTS, ROBOT_SUBJECTS } from '../../../../shared/mail/automatic/words/auto-subjects.ts';
import {
  ARRIVAL_SUBJECTS,
  DELAY_SUBJECTS,
  FAILURE_SUBJECTS,
  STATUS_SUBJECTS,
} from '../../../../shared/mail/automatic/words/bounce-subjects.ts';
import {
  ARRIVAL_TEXTS,
  DELAY_TEXTS,
  FAILURE_TEXTS,
  GIVEN_UP_TEXTS,
  RETURNED_MAIL,
  SERVER_INTRODUCTIONS,
} from '../../../../shared/mail/automatic/words/bounce-texts.ts';
import { DO_NOT_REPLY, MACHINE_MADE, SELF_DECLARED } from '../../../../shared/mail/automatic/words/robot-texts.ts';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { wire } from '../fixtures.ts';

const SUBJECTS = [
  ...AWAY_SUBJECTS,
  ...ROBOT_SUBJECTS,
  ...FAILURE_SUBJECTS,
  ...STATUS_SUBJECTS,
  ...DELAY_SUBJECTS,
  ...ARRIVAL_SUBJECTS,
];
const TEXTS = [
  ...[...ABSENCE, ...ABSENCE_CUES, ...THANKS, ...DO_NOT_REPLY, ...MACHINE_MADE, ...SELF_DECLARED],
  ...[...ARRIVAL_TEXTS, ...DELAY_TEXTS, ...FAILURE_TEXTS, ...GIVEN_UP_TEXTS, ...RETURNED_MAIL, ...SERVER_INTRODUCTIONS],
];

type Human = Pick<AutomaticInput, 'subject' | 'text'> & {
  address: string;
  name: string | undefined;
  isReply: boolean;
  isMixed: boolean;
};

const MAILS = 200;
const folder = new URL('./', import.meta.url);

/** What people wrote, of the fixtures; and beyond those the subject of each with the text of another, as first mail or reply. */
async function humans(): Promise<Human[]> {
  const files = globSync('{fixtures,reported}/human/*.eml', { cwd: folder }).sort();
  const read = await Promise.all(files.map((file) => parseMail(wire(readFileSync(new URL(file, folder), 'latin1')))));
  const own = read.map(({ subject, text, from, inReplyTo }) => {
    const { address, name } = from ?? { address: 'anna@rossi.example' };
    return { subject, text, address, name, isReply: inReplyTo !== undefined, isMixed: false };
  });
  const mixed = Array.from({ length: MAILS - own.length }, (_, index) => {
    const [first, other] = [own[index % own.length], own[(index * 7 + 11) % own.length]];
    if (!first || !other) throw new Error('there are no fixtures');
    const who = { address: `anna${index}@rossi.example`, name: 'Anna Rossi', isReply: index % 2 > 0, isMixed: true };
    return { ...who, subject: first.subject, text: other.text };
  });
  return [...own, ...mixed];
}

function found({ subject, text, address, name, isReply }: Human): false | string {
  const headers = [
    { name: 'From', value: `${name} <${address}>` },
    { name: 'Message-ID', value: '<one@rossi.example>' },
    ...(isReply ? [{ name: 'In-Reply-To', value: '<answer-1@desk.example>' }] : []),
  ];
  const from = { address, ...(name && { name }) };
  return provedMachine(classify({ headers, from, subject, text, contentType: 'text/plain', parts: [] }));
}

/** The phrase at the start, in the middle, and at the end, where words end; in a text also on a line of its own. */
function spliced(text: string, phrase: string): string[] {
  const middle = text.indexOf(' ', text.length / 2);
  const between = text.includes('\n') ? '\n' : ' ';
  return [
    `${phrase}${between}${text}`,
    `${text.slice(0, Math.max(middle, 0))} ${phrase}${text.slice(Math.max(middle, 0))}`,
    `${text}${between}${phrase}`,
  ];
}

/** Each place in each fixture; in the mixed mails one place a phrase, each in turn. */
function isTried({ isMixed }: Human, phrase: number): (_: string, place: number) => boolean {
  return (_, place) => !isMixed || phrase % 3 === place;
}

/** Quarantine, silence and refusal all rest on `provedMachine` and on nothing else. */
describe('no phrase of a robot makes a robot of a person', async () => {
  const people = await humans();

  it(`of ${MAILS} people`, () => {
    expect(people).toHaveLength(MAILS);
    expect(people.filter(({ subject }) => subject !== '').length).toBeGreaterThan(MAILS * 0.9);
    expect(people.filter((person) => found(person))).toEqual([]);
  });

  it('in a subject', () => {
    const robots = people.flatMap((person) =>
      SUBJECTS.flatMap((phrase, index) =>
        spliced(person.subject, phrase)
          .filter(isTried(person, index))
          .map((subject) => ({ ...person, subject }))
          .filter(found),
      ),
    );
    expect(robots).toEqual([]);
  });

  it('in a text', () => {
    const robots = people.flatMap((person) =>
      TEXTS.flatMap((phrase, index) =>
        spliced(person.text, phrase)
          .filter(isTried(person, index))
          .map((text) => ({ ...person, text }))
          .filter(found),
      ),
    );
    expect(robots).toEqual([]);
  });
});
