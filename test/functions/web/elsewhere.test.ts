import { describe, expect, it } from 'vitest';
import { createHandler, onlineDesk } from '../../../functions/online-desk/handler.ts';
import { pageHeaders } from '../../../functions/web/policy.ts';
import { pageWords } from '../../../functions/web/words/words.ts';
import { deskOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

const desk = deskOf();
const browser = visit(createHandler(desk));
const ask = (method: string, path: string) => browser.send(method, path, { 'sec-fetch-site': 'same-origin' });

/** What every answer says, those that lead on included. */
const POLICY = pageHeaders('https://uploads.example');

describe('a slash too many', () => {
  it.each([
    ['/desk/', '/desk'],
    ['/desk/?lang=it', '/desk?lang=it'],
    ['/desk/new/', '/desk/new'],
    ['/desk/link//', '/desk/link'],
    ['/desk/t/t-4f7k2m9q.r7h2/', '/desk/t/t-4f7k2m9q.r7h2'],
  ])('%s leads to the page without it', async (path, location) => {
    const answer = await ask('GET', path);
    expect([answer.status, answer.location]).toEqual([308, location]);
    expect(answer.headers).toMatchObject(POLICY);
  });

  it.each(['//evil.example/', '//evil.example/desk/', '/desk/nothing/', '/'])('%j leads nowhere', async (path) => {
    const { status, location, text } = await ask('GET', path);
    expect([status, location]).toEqual([404, '']);
    expect(text).not.toMatch(/href="\/\//);
  });
});

it('whoever loads the address of a form gets the page that the form is on', async () => {
  const forms = onlineDesk(desk).routes.filter(({ method }) => method === 'POST');
  const gets = new Set(onlineDesk(desk).routes.flatMap(({ method, path }) => (method === 'GET' ? [path] : [])));
  const only = forms.map(({ path }) => path).filter((path) => !gets.has(path));
  expect(only.length).toBeGreaterThan(4);
  for (const path of only) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(method, `${path.replace(':link', 'x.y')}?lang=it`);
      const above = path.replace(/\/[^/]*$/, '').replace(':link', 'x.y');
      expect([answer.status, answer.location], path).toEqual([303, `${above}?lang=it`]);
      expect(answer.headers).toMatchObject(POLICY);
    }
  }
});

it('other methods hear which there are, in a page', async () => {
  const { otherMethod } = pageWords('en').failure;
  for (const [path, allow] of [
    ['/desk', 'GET'],
    ['/desk/new', 'GET, POST'],
    ['/desk/t/x.y/solved', 'POST'],
  ] as const) {
    const answer = await ask('DELETE', path);
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
    expect(answer.text).toContain(otherMethod.title);
    expect(answer.headers).toMatchObject(POLICY);
  }
});

it('a page that is not there can be read in the other language', async () => {
  const { text } = await ask('GET', '/desk/nothing');
  expect(text).toContain('<a href="/desk/nothing?lang=it" hreflang="it" lang="it">Italiano</a>');
});
