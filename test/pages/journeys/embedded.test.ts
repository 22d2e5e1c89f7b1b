import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sections } from '../../support/forms-docs.ts';
import { openStage, type Stage } from './stage.ts';

/** A form that `desk embed` prints, on a site of somebody else's, in a browser, to the whole running desk. */

let stage: Stage;
let site: { origin: string; server: Server };
/** What the site answers, by path. */
const pages = new Map<string, string>();

/** The command of docs/forms.md, for a site that runs here. */
async function add(...more: string[]): Promise<string> {
  const { args = [], name = '' } =
    sections()
      .flatMap(({ commands }) => commands)
      .find(({ type }) => type === 'html') ?? {};
  const [nameHere, ...options] = more;
  const words = args.map((word) => {
    if (word === name) return nameHere ?? name;
    return word === 'https://www.acme.example' ? site.origin : word;
  });
  const { code, text } = await stage.desk.command(...words, ...options);
  expect([code, text]).toEqual([0, expect.stringContaining('is added')]);
  return nameHere ?? name;
}

async function embedded(name: string): Promise<string> {
  const { code, text } = await stage.desk.command('embed', name);
  expect(code).toBe(0);
  return text;
}

beforeAll(async () => {
  stage = await openStage({ speed: 1 });
  const server = createServer((request, response) => {
    const body = pages.get(new URL(request.url ?? '/', 'http://site').pathname);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="en"><title>Acme</title><body>${body ?? ''}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  // First all commands: a function that has read the sources reads them anew only after half a minute.
  pages.set('/contact', await embedded(await add()));
  pages.set('/ours', await embedded(await add('thankful', '--next', `${site.origin}/thanks`)));
  pages.set('/thanks', '<h1>Thank you</h1>');
  pages.set('/foreign', await embedded(await add('elsewhere', '--origin', 'https://other.example')));
});
afterAll(async () => {
  site?.server.close();
  await stage?.stop();
});

async function fillIn(page: Page, email: string, subject: string): Promise<void> {
  await page.getByLabel('Name').fill('Vera Verdi');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Subject').fill(subject);
  await page.getByLabel('What happened?').fill('Nobody gets in.');
}

const send = (page: Page) => page.getByRole('button', { name: 'Send' }).click();
const file = (name: string, bytes: number) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(bytes, 'a') });

describe.each([
  ['with scripts', true],
  ['without', false],
])('the embedded form, %s,', (_, scripts) => {
  const email = `vera.${scripts}@embedded.example`;

  it('is a ticket with its file, on the page that gives its number', async () => {
    const page = await stage.visitor({ scripts });
    await page.goto(`${site.origin}/contact`);
    if (scripts) await page.waitForFunction(`document.querySelector('[name=_token]').value !== ''`);
    await fillIn(page, email, 'The gate is shut');
    await page.getByLabel('Files').setInputFiles(file('log.txt', 20_000));
    await page.waitForTimeout(3_000);
    await send(page);
    await page.waitForURL(/\/desk\/sent\//);
    const number = await page.locator('.lead .num').innerText();
    expect(await stage.story(number)).toMatchObject({
      requester: { address: email, verified: false },
      messages: [{ text: 'Nobody gets in.', attachments: [{ filename: 'log.txt', size: 20_000 }] }],
    });
    await stage.link(email, number);
  });

  it('goes on where its site says', async () => {
    const page = await stage.visitor({ scripts });
    await page.goto(`${site.origin}/ours`);
    await fillIn(page, email, 'The window is shut');
    await page.waitForTimeout(3_000);
    await send(page);
    await page.waitForURL(`${site.origin}/thanks`);
  });

  it('of a page that its source does not name is not taken, says so, and is all there a step back', async () => {
    const page = await stage.visitor({ scripts });
    // The command names the site, too, by its address: by its name it is another one.
    await page.goto(`${site.origin.replace('127.0.0.1', 'localhost')}/foreign`);
    await fillIn(page, email, 'The door is shut');
    await send(page);
    await page.waitForURL(/\/desk\/not-sent\/page$/);
    expect(await page.locator('h1').innerText()).toBe('Your request was not sent');
    await page.goBack();
    expect(await page.getByLabel('What happened?').inputValue()).toBe('Nobody gets in.');
  });
});

it('says before it is sent that files are too large, and leads to the desk’s own form', async () => {
  const page = await stage.visitor();
  await page.goto(`${site.origin}/contact`);
  await fillIn(page, 'vera@large.example', 'The film');
  await page.getByLabel('Files').setInputFiles([file('a.txt', 3_000_000), file('b.txt', 3_000_000)]);
  await send(page);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  await alert.getByRole('link').click();
  await page.waitForURL(/\/desk\/new$/);
});

it('without scripts, too large files lead to a page that says so', async () => {
  const page = await stage.visitor({ scripts: false });
  await page.goto(`${site.origin}/contact`);
  await fillIn(page, 'vera@large.example', 'The film');
  await page.getByLabel('Files').setInputFiles(file('a.txt', 4_300_000));
  await send(page);
  await page.waitForURL(/\/desk\/not-sent\/too-large$/);
});
