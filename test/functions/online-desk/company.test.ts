import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import type { Customer } from '../../../shared/customer/customer.ts';
import { companyLink } from '../../../shared/mail/signed/company-link.ts';
import { confirmByLink } from '../../../shared/use-cases/by-link/confirm-by-link.ts';
import { revokeLinks } from '../../../shared/use-cases/revoke-links.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, waitingTicket } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** A company's page as its named contact's browser sees it. */

const KEY = 'a signing key for tests only';
const BOSS = 'boss@rossi.example';
const named: Customer = { ...rossi, timeZone: 'America/New_York', portal: { contacts: [BOSS] } };
const verdi: Customer = { ...rossi, id: 'verdi', name: 'Verdi', contacts: ['verdi.example'] };

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf({ customers: [named, verdi] });
});

const browser = () => visit(createHandler(desk));
const linkOf = (address = BOSS, customerId = 'rossi') => {
  const link = companyLink(KEY, desk.settings, { customerId, address, at: desk.now().toISOString() });
  return link.slice('https://desk.example'.length);
};
const asked = (number: number, change: Parameters<typeof waitingTicket>[1] = {}) =>
  waitingTicket(desk, {
    source: `mail:${number}`,
    messageId: `<${number}@x.example>`,
    subject: `No ${number}.`,
    ...change,
  });

/** Answers a ticket, so that its list entry has it. */
async function answered(number: number, met: boolean) {
  const ticket = await asked(number);
  const firstResponse = { at: desk.now().toISOString(), by: 'agent:ada', met, message: 'M' };
  await desk.tickets.save({ ...ticket, state: 'answered', firstResponse });
}

describe('a company’s page', () => {
  it('lists the requests of that company alone, in its zone, with who asked', async () => {
    const { id } = await asked(1, { subject: '<b>bold</b>' });
    await asked(2, { requester: { address: 'vera@verdi.example', verified: true }, subject: 'Green' });
    const page = await browser().get(`${linkOf()}?lang=en`);
    expect(page.status).toBe(200);
    for (const words of ['Requests of Rossi S.r.l.', id, '&lt;b&gt;bold&lt;/b&gt;', 'Anna Rossi', 'waiting']) {
      expect(page.text).toContain(words);
    }
    // 09:00 in Rome.
    expect(page.text).toMatch(/Mon 30 Nov, 03:00/);
    expect(page.text).toMatch(/>due <time/);
    for (const others of ['Green', 'vera@', 'Since this morning']) expect(page.text).not.toContain(others);
  });

  it('is in the customer’s language, and in the other one by its link', async () => {
    await asked(1);
    const page = await browser().get(linkOf());
    expect(page.text).toContain('Richieste di Rossi S.r.l.');
    const [, english = ''] = /href="([^"]+lang=en)" hreflang/.exec(page.text) ?? [];
    expect((await browser().get(english)).text).toContain('Requests of Rossi S.r.l.');
  });

  it.each([
    ['en', 'sender not verified'],
    ['it', 'mittente non verificato'],
  ])('marks in words which requests nobody has proved, until their reader confirms: %s', async (language, mark) => {
    await asked(1);
    expect((await browser().get(`${linkOf()}?lang=${language}`)).text).not.toContain(mark);
    const { id } = await asked(2, { requester: { address: 'anna@rossi.example', verified: false } });
    const { text } = await browser().get(`${linkOf()}?lang=${language}`);
    expect(text.split(mark)).toHaveLength(2);
    expect(text.indexOf(mark)).toBeGreaterThan(text.indexOf(id));
    await confirmByLink(desk, { ticketId: id, reader: 'anna@rossi.example', at: desk.now().toISOString() });
    expect((await browser().get(`${linkOf()}?lang=${language}`)).text).not.toContain(mark);
  });

  it('says of all requests how many promises were kept, and never 100 % when one was not', async () => {
    expect((await browser().get(`${linkOf()}?lang=en`)).text).toContain('nothing answered or late yet');
    await answered(1, true);
    await answered(2, true);
    await answered(3, false);
    await asked(4);
    const { text } = await browser().get(`${linkOf()}?lang=en`);
    for (const words of ['66%', '2 of 3 answered or late', 'in time', 'late']) expect(text).toContain(words);
    expect(text).toMatch(/Open now<\/dt><dd><span class="big num">4</);
  });

  it('goes on with older ones', async () => {
    for (let number = 0; number < 30; number += 1) {
      await asked(number);
      desk.pass(60);
    }
    const first = await browser().get(`${linkOf()}?lang=en`);
    const [, older = ''] = /class="button" href="([^"]+)"/.exec(first.text) ?? [];
    const second = await browser().get(older.replaceAll('&amp;', '&'));
    expect(second.status).toBe(200);
    const subjects = ({ text }: { text: string }) =>
      [...text.matchAll(/No (\d+)\./g)].map(([, number]) => Number(number));
    const all = [...subjects(first), ...subjects(second)];
    expect(all).toEqual(Array.from({ length: 30 }, (_, number) => 29 - number));
    expect(second.text).not.toContain('class="button"');
  });

  it('leads to the tickets that the contact reads, and to no other', async () => {
    const mine = await asked(1, { participants: [{ address: BOSS }] });
    const other = await asked(2);
    const { text } = await browser().get(`${linkOf()}?lang=en`);
    const links = [...text.matchAll(/href="(\/desk\/t\/[^"]+)"/g)].map(([, href = '']) => href);
    expect(links).toHaveLength(1);
    expect((await browser().get(links[0] ?? '')).text).toContain(mine.id);
    expect(text).toContain(other.id);
    await revokeLinks(desk, { ticketId: mine.id, agent: ada, at: desk.now().toISOString() });
    const later = await browser().get(`${linkOf()}?lang=en`);
    expect(later.text).not.toContain('href="/desk/t/');
    expect(later.text).toContain(mine.id);
  });

  it('leads to no ticket for longer than its own link is good', async () => {
    await asked(1, { participants: [{ address: BOSS }] });
    const link = linkOf();
    desk.pass(29 * 86_400);
    const [, ticket = ''] = /href="(\/desk\/t\/[^"]+)"/.exec((await browser().get(link)).text) ?? [];
    expect((await browser().get(ticket)).status).toBe(200);
    desk.pass(2 * 86_400);
    expect((await browser().get(ticket)).status).toBe(404);
  });

  it('is one page for every link that opens nothing, which is that of a ticket’s', async () => {
    const link = linkOf();
    const answers = [
      await browser().get(`${link.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}?lang=en`),
      await browser().get(`${linkOf('anna@rossi.example')}?lang=en`),
      await browser().get(`${linkOf(BOSS, 'verdi')}?lang=en`),
      await browser().get(`${linkOf(BOSS, 'nobody')}?lang=en`),
      await browser().get('/desk/c/x?lang=en'),
      await browser().get('/desk/t/x?lang=en'),
    ];
    await desk.customers.put({ ...named, portal: { contacts: [] } });
    answers.push(await browser().get(`${link}?lang=en`));
    await desk.customers.put(named);
    desk.pass(31 * 86_400);
    answers.push(await browser().get(`${link}?lang=en`));
    await desk.customers.remove('rossi');
    answers.push(await browser().get(`${linkOf()}?lang=en`));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('opens for nobody whose very address is another customer’s contact by now, and for whose domain is', async () => {
    const STUDIO = 'laura@studio.example';
    await desk.customers.put({ ...named, portal: { contacts: [BOSS, STUDIO] } });
    await desk.customers.put({ ...verdi, contacts: ['verdi.example', 'studio.example', BOSS] });
    expect((await browser().get(linkOf())).status).toBe(404);
    expect((await browser().get(linkOf(STUDIO))).status).toBe(200);
  });

  it('reads nothing for a forged link, and shows what can be read where one request cannot', async () => {
    desk.faults.add({ port: 'customers.get' });
    expect((await browser().get('/desk/c/rossi.00000000.abc.0000000000000000')).status).toBe(404);
    desk.faults.clear();
    const broken = await asked(1, { subject: 'Broken' });
    const { id } = await asked(2);
    desk.corrupt(broken.id);
    const page = await browser().get(linkOf());
    expect(page.status).toBe(200);
    expect(page.text).toContain(id);
  });
});

describe('asking for it', () => {
  it('is asking for a link with no number, and says the same to everybody', async () => {
    expect((await browser().get('/desk/link?lang=en')).text).toContain('leave the number empty');
    const hit = await browser().post('/desk/link', { number: ' ', email: BOSS });
    const miss = await browser().post('/desk/link', { number: '', email: 'eve@else.example' });
    expect([hit.status, hit.location]).toEqual([303, miss.location]);
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([BOSS]);
    const [, path = ''] = /https:\/\/desk\.example(\/desk\/c\/\S+)/.exec(desk.sent[0]?.text ?? '') ?? [];
    expect((await browser().get(path)).status).toBe(200);
  });

  it('needs an address, and a number that is one or none', async () => {
    expect((await browser().post('/desk/link', { number: '', email: '' })).status).toBe(422);
    expect((await browser().post('/desk/link', { number: 'x', email: BOSS })).status).toBe(422);
    expect(desk.sent).toEqual([]);
  });
});
