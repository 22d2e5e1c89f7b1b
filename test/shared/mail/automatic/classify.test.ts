import { describe, expect, it } from 'vitest';
import { BOUNCES } from './expected-bounces.ts';
import { AUTO_REPLIES, LISTS } from './expected-reasons.ts';
import { fixtureNames, readFixture } from './fixtures.ts';

const NOTHING = { autoReply: false, bounce: false, list: false, noReply: false };

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
    expect(await readFixture('no-reply', name)).toMatchObject({ ...NOTHING, noReply: true });
  });
});

describe("a person's mail", () => {
  it.each(fixtureNames('human'))('is nothing else: %s', async (name) => {
    expect(await readFixture('human', name)).toMatchObject(NOTHING);
  });

  it.each(['auto', 'list', 'human'])('is not made a bounce by words of its own, in %s', async (kind) => {
    const mails = await Promise.all(fixtureNames(kind).map((name) => readFixture(kind, name)));
    expect(mails.filter(({ bounce }) => bounce)).toEqual([]);
  });
});
