import { describe, expect, it } from 'vitest';
import { BOUNCES } from './expected-bounces.ts';
import { AUTO_REPLIES, GENERATED, HINTS, LISTS } from './expected-reasons.ts';
import { fixtureNames, readFixture } from './fixtures.ts';

const NOTHING = { autoReply: false, generated: false, bounce: false, list: false, noReply: false };

describe('a delivery report', () => {
  it.each(Object.entries(BOUNCES))('is read from %s', async (name, expected) => {
    expect((await readFixture('bounce', name)).bounce).toEqual(expected);
  });

  it('is known in every fixture', () => {
    expect(fixtureNames('bounce')).toEqual(Object.keys(BOUNCES).sort());
  });
});

describe('an automatic reply', () => {
  it.each(Object.entries(AUTO_REPLIES))('is known by %s', async (name, reason) => {
    expect(await readFixture('auto', name)).toMatchObject({ autoReply: reason, bounce: false, list: false });
  });

  it('is known in every fixture', () => {
    expect(fixtureNames('auto')).toEqual(Object.keys(AUTO_REPLIES).sort());
  });
});

describe('a machine that writes of its own accord', () => {
  it.each(Object.entries(GENERATED))('is known by %s', async (name, reason) => {
    expect(await readFixture('generated', name)).toMatchObject({ autoReply: false, generated: reason, bounce: false });
  });

  it('is known in every fixture', () => {
    expect(fixtureNames('generated')).toEqual(Object.keys(GENERATED).sort());
  });

  it('answers, when it refers to a mail in the words of an automatic reply', async () => {
    const fields = 'Auto-Submitted: auto-generated\nIn-Reply-To: <answer-1@desk.example>\n';
    const reason = 'Auto-Submitted: auto-generated';
    expect(await readFixture('words', 'subject-german', fields)).toMatchObject({ autoReply: reason, generated: false });
    expect(await readFixture('human', 'plain', fields)).toMatchObject({ autoReply: false, generated: reason });
  });
});

describe('words of a machine without any other mark', () => {
  it.each(Object.entries(HINTS))('are a hint and no more: %s', async (name, hint) => {
    expect(await readFixture('words', name)).toMatchObject({ ...NOTHING, noReply: expect.anything(), hint });
  });

  it('are known in every fixture', () => {
    expect(fixtureNames('words')).toEqual(Object.keys(HINTS).sort());
  });

  it('say nothing against a sender who denies it', async () => {
    const found = await readFixture('words', 'subject-english', 'Auto-Submitted: no\n');
    expect(found).toMatchObject({ ...NOTHING, hint: false });
  });
});

describe('a mail of a list', () => {
  it.each(Object.entries(LISTS))('is known by %s', async (name, reason) => {
    expect(await readFixture('list', name)).toMatchObject({ ...NOTHING, list: reason });
  });

  it('is known in every fixture', () => {
    expect(fixtureNames('list')).toEqual(Object.keys(LISTS).sort());
  });
});

describe('a sender that takes no answers', () => {
  it.each(fixtureNames('no-reply'))('opens a ticket all the same: %s', async (name) => {
    expect(await readFixture('no-reply', name)).toMatchObject({ ...NOTHING, noReply: expect.any(String) });
  });
});

describe("a person's mail", () => {
  it.each(fixtureNames('human'))('is nothing else: %s', async (name) => {
    expect(await readFixture('human', name)).toMatchObject(NOTHING);
  });

  it.each(['auto', 'generated', 'list', 'words', 'human'])(
    'is not made a bounce by words of its own, in %s',
    async (kind) => {
      const mails = await Promise.all(fixtureNames(kind).map((name) => readFixture(kind, name)));
      expect(mails.filter(({ bounce }) => bounce)).toEqual([]);
    },
  );
});
