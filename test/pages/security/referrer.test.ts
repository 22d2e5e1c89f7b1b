import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Service, serve } from '../../../infra/local/serve.ts';
import { waitingTicket } from '../../support/stories.ts';
import { deskOfPages, linkTo, scene } from '../states/scene.ts';
import { openWindow, type Window } from '../support/window.ts';

/** Where the link of a ticket does not go: to a site that its page leads to. */

let window: Window;
let other: Service;
const told: Headers[] = [];
beforeAll(async () => {
  window = await openWindow();
  other = await serve(({ headers }) => {
    told.push(headers);
    return new Response('our notice on privacy');
  });
});
afterAll(async () => {
  await window?.close();
  await other?.close();
});

describe('a site that a ticket leads to', () => {
  it('is not told from where somebody comes', async () => {
    const state = {
      name: 'a ticket',
      status: 200,
      says: () => 'The door does not open',
      async make() {
        const desk = deskOfPages({ settings: { privacyUrl: `${other.url}/privacy` } });
        const { id } = await waitingTicket(desk);
        return scene(desk, await linkTo(desk, id, 'en'));
      },
    };
    const { page, complaints } = await window.open({ state, language: 'en', width: 1280, colours: 'light' });
    expect(complaints).toEqual([]);
    await page.click('footer a');
    await page.getByText('our notice on privacy').waitFor();
    expect(await page.evaluate<string>('document.referrer')).toBe('');
    expect(told.map((headers) => [headers.get('referer'), headers.get('origin')])).toContainEqual([null, null]);
    expect(told.filter((headers) => JSON.stringify([...headers]).includes('/desk'))).toEqual([]);
  });
});
