import { describe, expect, it } from 'vitest';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { browserOf } from './signed-in.ts';

/** A form that fails as a whole: what was typed is on the page that says so. */

const TYPED = 'The line of the second floor is repaired.';

describe('what an agent typed is on the page of a failure', () => {
  it('when a dependency is away, with the way back', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'tickets.get' });
    const page = await browserOf(desk).post(`/console/t/${id}/messages?lang=en`, { as: 'answer', text: TYPED });
    expect(page.status).toBe(503);
    expect(page.text).toContain(TYPED);
    expect(page.text).toContain(`href="/console/t/${id}"`);
  });

  it('when the files are too large, before anybody was asked who they are', async () => {
    const desk = deskOf();
    const file = new File([Buffer.alloc(4_900_000)], 'log.txt');
    const fields = { body: TYPED, subject: 'Second floor', files: file };
    const page = await browserOf(desk).post('/console/new?lang=en', fields);
    expect(page.status).toBe(413);
    for (const part of [TYPED, 'Second floor', 'href="/console/new"']) expect(page.text).toContain(part);
    expect(page.text).not.toContain('log.txt');
  });

  it('when there is no such ticket any more', async () => {
    const page = await browserOf(deskOf()).post('/console/t/T-ZZZZZZZZ/messages', { as: 'note', text: TYPED });
    expect(page.status).toBe(404);
    expect(page.text).toContain(TYPED);
  });

  it('but not for another site, which would have it shown in our name', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const page = await browserOf(deskOf()).post('/console/new', { body: TYPED }, headers);
    expect(page.status).toBe(403);
    expect(page.text).not.toContain(TYPED);
  });
});
