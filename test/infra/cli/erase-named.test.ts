import { expect, it } from 'vitest';
import type { Who } from '../../../infra/cli/erase/erased.ts';
import { namedIn } from '../../../infra/cli/erase/named-in.ts';
import { withoutWords } from '../../../infra/cli/erase/without-words.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { writeItems } from '../../support/table-desk.ts';
import { testIo } from './io.ts';

/** Wherever an address stands in what others wrote: at the start of a line, in a link, in a form as it came. */
const WHERE: [where: string, text: (address: string) => string][] = [
  ['alone', (address) => address],
  ['at the start of a line', (address) => `Please write to\n${address}\r\n${address}`],
  ['behind a tab', (address) => `mail:\t${address}`],
  ['in quotes, at the end of a sentence', (address) => `It was '${address}'.`],
  ['in a link', (address) => `https://shop.example/out?mail=${encodeURIComponent(address)}&at=1`],
  [
    'in a link in a link',
    (address) => `https://x.example/?to=${encodeURIComponent(`https://y.example/?m=${address}`)}`,
  ],
  ['in a form as it came', (address) => new URLSearchParams({ email: address, text: 'x' }).toString()],
  ['in JSON in JSON', (address) => JSON.stringify({ text: `a\n${address}` })],
  ['in a key', (address) => `CONTACT#${address}`],
  ['in capitals', (address) => address.toUpperCase()],
];
const ADDRESSES = ['nadia@nowhere.example', "o'neil+desk@nowhere.example", 'a%b@nowhere.example'];

const newTables = dynamoTables();

it.each(WHERE)('is found, and taken out: %s', async (_, text) => {
  const { tickets } = await newTables();
  for (const address of ADDRESSES) {
    await writeItems(tickets, [{ pk: `TICKET#${address.length}`, sk: 'MESSAGE#1', text: text(address) }]);
    const isErased = (who: Who) => 'address' in who && who.address === address;
    expect(await namedIn([tickets], isErased, testIo().io), address).toEqual([{ address }]);
    const left = withoutWords([address])(text(address));
    expect(left.toLowerCase()).toContain('erased');
    expect(decodeURIComponent(left.replace(/%(?![0-9a-f]{2})/gi, '%25')).toLowerCase()).not.toContain('nowhere');
  }
});

it('also one of signs that few have, before the sweep of a run without end', async () => {
  const { tickets } = await newTables();
  const address = 'jörg&co/x@firma.example';
  await writeItems(tickets, [{ pk: 'TICKET#1', sk: 'MESSAGE#1', text: `${'a.'.repeat(150_000)} ${address}` }]);
  const isErased = (who: Who) => 'address' in who && who.address === address;
  expect(await namedIn([tickets], isErased, testIo().io)).toEqual([{ address }]);
});

it('never takes another one’s for theirs, of which it is a part', () => {
  for (const other of [
    'xnadia@nowhere.example',
    'a.nadia@nowhere.example',
    'nadia@nowhere.example.it',
    '+nadia@nowhere.example',
  ]) {
    expect(withoutWords(['nadia@nowhere.example'])(other)).toBe(other);
  }
});
