import { expect, it } from 'vitest';
import { readThreadId, threadId } from '../../../../shared/mail/signed/thread-id.ts';

const SUPPORT = 'help@desk.example';
const KEY = 'a signing key for tests only';
const id = threadId(KEY, SUPPORT, 'T-4F7K2M9Q');

it('stands for a ticket', () => {
  expect(id).toMatch(/^<t-4f7k2m9q\.[0-9a-hjkmnp-tv-z]{16}@desk\.example>$/);
  expect(readThreadId([KEY], SUPPORT, id)).toBe('T-4F7K2M9Q');
  expect(readThreadId(['newer', KEY], SUPPORT, id.toUpperCase())).toBe('T-4F7K2M9Q');
});

it.each([
  ['another ticket', id.replace('m9q', 'm9r')],
  ['another domain', id.replace('desk.example', 'evil.example')],
  ['no signature', '<t-4f7k2m9q@desk.example>'],
  ['somebody else’s id', '<CAJ+abc@mail.example>'],
  ['something around it', `${id} ${id}`],
])('stands for none with %s', (_, other) => {
  expect(readThreadId([KEY], SUPPORT, other)).toBeUndefined();
});

it('stands for none when its key has gone', () => {
  expect(readThreadId(['newer'], SUPPORT, id)).toBeUndefined();
});
