import { describe, expect, it, vi } from 'vitest';
import { parseMail } from '../../../shared/mail/parse.ts';
import { wire } from './fixtures.ts';

/** The module whose functions throw, by its path below `shared/mail/`. */
const broken = vi.hoisted(() => ({ module: '' }));
/** A module of which each function throws while it is the broken one. */
const breakable = vi.hoisted(() => async (module: string, original: () => Promise<object>) => {
  const entries = Object.entries(await original()).map(([name, value]) => {
    if (typeof value !== 'function' || /^class\b/.test(String(value))) return [name, value];
    const breaks = (...given: unknown[]) => {
      if (broken.module === module) throw new TypeError(`a bug, and words of the customer: ${String(given[0])}`);
      return value(...given);
    };
    return [name, breaks];
  });
  return Object.fromEntries(entries);
});

vi.mock('../../../shared/mail/automatic/classify.ts', (original) => breakable('automatic/classify', original));
vi.mock('../../../shared/mail/language/guess.ts', (original) => breakable('language/guess', original));
vi.mock('../../../shared/mail/priority-tag.ts', (original) => breakable('priority-tag', original));
vi.mock('../../../shared/mail/reply/trim.ts', (original) => breakable('reply/trim', original));
vi.mock('../../../shared/mail/html/sanitize.ts', (original) => breakable('html/sanitize', original));
vi.mock('../../../shared/mail/reading/html-to-text.ts', (original) => breakable('reading/html-to-text', original));
vi.mock('../../../shared/mail/reading/content.ts', (original) => breakable('reading/content', original));
vi.mock('../../../shared/mail/reading/file-name.ts', (original) => breakable('reading/file-name', original));
vi.mock('../../../shared/mail/reading/date.ts', (original) => breakable('reading/date', original));
vi.mock('../../../shared/mail/reading/message-ids.ts', async (original) => {
  const { madeUpMessageId, ...rest } = await original<typeof import('../../../shared/mail/reading/message-ids.ts')>();
  return { madeUpMessageId, ...(await breakable('reading/message-ids', async () => rest)) };
});
vi.mock('../../../shared/mail/reading/mailboxes.ts', (original) => breakable('reading/mailboxes', original));
vi.mock('../../../shared/mail/reading/invitation.ts', (original) => breakable('reading/invitation', original));
vi.mock('../../../shared/mail/reading/certified.ts', (original) => breakable('reading/certified', original));
vi.mock('../../../shared/mail/reading/part-type.ts', (original) => breakable('reading/part-type', original));

const MAIL = wire(`From: Anna Rossi <anna@rossi.example>
To: help@desk.example
Subject: [P1] The till is down
Message-ID: <1@rossi.example>
Date: Mon, 30 Nov 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<p>The till is <b>down</b>.</p>
--b
Content-Type: text/calendar; charset=utf-8; name=visit.ics

BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Visit
END:VEVENT
END:VCALENDAR
--b
Content-Type: application/pdf; name=till.pdf
Content-Disposition: attachment; filename=till.pdf

%PDF
--b--
`);

async function readWithout(module: string) {
  broken.module = module;
  try {
    return await parseMail(MAIL);
  } finally {
    broken.module = '';
  }
}

describe('a rule of reading that breaks', () => {
  it.each([
    ['automatic/classify', 'who wrote it'],
    ['language/guess', 'language'],
    ['priority-tag', 'priority'],
    ['reply/trim', 'reply'],
    ['html/sanitize', 'html'],
    ['reading/html-to-text', 'content'],
    ['reading/content', 'content'],
    ['reading/file-name', 'file'],
    ['reading/date', 'field date'],
    ['reading/message-ids', 'field message-id'],
    ['reading/mailboxes', 'field from'],
    ['reading/invitation', 'invitation'],
    ['reading/certified', 'certified mail'],
  ])('costs what it finds, and not text and files: %s', async (module, rule) => {
    const mail = await readWithout(module);
    expect(mail.text).toMatch(/The till is\s+(<b>)?down/);
    expect(mail.attachments.map(({ size }) => size)).toContain('%PDF'.length);
    expect(mail.attachments).toHaveLength(2);
    expect(mail.faults?.map((fault) => fault.rule)).toContain(rule);
    expect(mail.warnings).toContain(`A fault of the desk: "${rule}" could not be worked out.`);
  });

  it('is named where it broke, without a word of the mail', async () => {
    const { faults = [] } = await readWithout('priority-tag');
    expect(faults).toHaveLength(1);
    expect(faults[0]?.error).toMatch(/^TypeError .+:\d+/);
    expect(JSON.stringify(faults)).not.toMatch(/customer|till/);
  });

  it('is, where it divides the mail, no reason not to show what stands below the header', async () => {
    const { text, faults, subject } = await readWithout('reading/part-type');
    expect(text).toContain('<p>The till is <b>down</b>.</p>');
    expect(subject).toBe('[P1] The till is down');
    expect(faults?.map(({ rule }) => rule)).toContain('parts');
  });

  it('is none in a mail that is read as it should', async () => {
    const mail = await readWithout('');
    expect(mail.faults).toBeUndefined();
    expect(mail.warnings).toEqual([]);
  });
});
