import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { wordTable } from '../../../shared/aws/word-table.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import { safeFetch } from '../../../shared/targets/safe-fetch.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** What grows fits its item; who answers with another protocol keeps nobody. */

const newTables = dynamoTables();

it('a ticket with many long words is found anew after it lost many: its record fits an item', async () => {
  const desk = deskOf();
  const ticket = await waitingTicket(desk);
  const [first] = await messagesOf(desk, ticket.id);
  const letter = (n: number) => String.fromCodePoint(0x10330 + (n % 19));
  const word = (n: number) =>
    [...String(n).padStart(8, '0')].map((d) => letter(Number(d))).join('') + letter(11).repeat(32);
  const message = (n: number) => ({
    ...first,
    key: `m${n}`,
    text: Array.from({ length: 120 }, (_, i) => word(n * 120 + i)).join(' '),
  });
  const all = Array.from({ length: 34 }, (_, n) => message(n));
  for (const each of all.slice(0, 2)) expect(each.text.length).toBeLessThan(20_000);
  let messages: unknown[] = all;
  const words = wordTable((await newTables()).tickets, desk.log);
  const tickets = { get: async () => ticket, messages: async () => ({ messages }) } as never;
  await indexTicket({ tickets, words }, ticket.id);
  // The first seventeen were somebody's who is erased; the others are a colleague's.
  messages = all.map((each, n) => (n < 17 ? { ...each, text: '(erased)' } : each));
  await indexTicket({ tickets, words }, ticket.id);
  expect((await words.of(ticket.id))?.open).toBeUndefined();
});

it('a server that says 101 keeps nobody longer than the time', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
  const ended = await Promise.race([
    safeFetch({ url, body: '{}' }, { allows: () => true, timeoutMs: 500 }).then(
      (a) => `answer ${a.status}`,
      (e) => `error ${e.message}`,
    ),
    new Promise((done) => setTimeout(() => done('hangs'), 2500)),
  ]);
  server.close();
  console.log('E11', ended);
  expect(ended).not.toBe('hangs');
});
