import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { fixture, fixtureNames, wire } from '../../shared/mail/fixtures.ts';
import { testIo } from './io.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-mail-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a mail where the command can find it. */
function file(name: string, raw: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, raw);
  return path;
}

async function inspect(files: string[], stdin: Buffer = Buffer.alloc(0)) {
  const { io, out, err } = testIo(stdin);
  const status = await run(['mail', 'inspect', ...files], io);
  const lines = out()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return { status, lines, err: err() };
}

describe('mail inspect', () => {
  it.each(fixtureNames)('shows %s as the desk understands it', async (name) => {
    const { status, lines } = await inspect([file(`${name}.eml`, fixture(name))]);
    const expected = readFileSync(new URL(`../../shared/mail/fixtures/${name}.json`, import.meta.url), 'utf8');
    // What becomes of it is tested in mail-outcome.test.ts.
    expect(lines).toMatchObject([JSON.parse(expected)]);
    expect(status).toBe(0);
  });

  const automatic = new URL('../../shared/mail/automatic/fixtures/', import.meta.url);
  it.each(globSync('*/*.eml', { cwd: automatic }).sort())('shows %s as the desk understands it', async (name) => {
    const { lines } = await inspect([file('mail.eml', wire(readFileSync(new URL(name, automatic), 'latin1')))]);
    const expected = readFileSync(new URL(name.replace('.eml', '.json'), automatic), 'utf8');
    expect(lines).toMatchObject([JSON.parse(expected)]);
  });

  it('answers a line for each mail, in order, and goes on after one that cannot be read', async () => {
    const mail = (subject: string) => wire(`From: a@b.example\nSubject: ${subject}\n\nx`);
    const [first, empty, gone] = [file('1', mail('first')), file('2', Buffer.alloc(0)), join(folder, 'gone')];
    const { status, lines } = await inspect([first, empty, gone, '-'], mail('from standard input'));
    expect(lines).toMatchObject([
      { subject: 'first' },
      { file: empty, error: 'the mail is empty' },
      { file: gone, error: expect.stringContaining('cannot be read: there is no such file') },
      { subject: 'from standard input' },
    ]);
    expect(status).toBe(1);
  });

  it('has every field in every line, null for what the mail has not', async () => {
    const { lines } = await inspect(['-'], wire('From: a@b.example\n\nHello'));
    expect(lines).toEqual([
      {
        messageId: expect.stringMatching(/^<[\da-f]{32}@no-message-id\.invalid>$/),
        inReplyTo: null,
        references: [],
        from: { address: 'a@b.example', name: null },
        to: [],
        cc: [],
        replyTo: null,
        date: null,
        subject: '',
        text: 'Hello',
        html: null,
        replyText: 'Hello',
        attachments: [],
        automatic: false,
        autoReply: false,
        bounce: false,
        generated: false,
        hint: false,
        list: false,
        noReply: false,
        doubtfulFrom: false,
        commands: [],
        language: null,
        priority: null,
        warnings: [expect.stringContaining('Message-ID')],
        outcome: 'new ticket',
        rule: 'it belongs to no ticket',
        ticket: null,
      },
    ]);
  });

  it('wants at least one file', async () => {
    expect(await inspect([])).toMatchObject({ status: 2, lines: [], err: expect.stringContaining('name the files') });
  });
});
