import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { deskWords } from '../../../functions/online-desk/words/words.ts';
import { LANGUAGES, type Language } from '../../../shared/language.ts';
import { renderToken } from '../../../shared/mail/signed/render-token.ts';
import { uploadKey } from '../../../shared/ticket/upload.ts';
import { linkTo } from '../../pages/states/scene.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { type Answer, visit } from '../../support/visit.ts';

/** A form that is not taken is shown again with all that it held, whatever the reason (architecture.md, "Uploads"). */

const KEY = 'a signing key for tests only';
const TEXT = 'It is shut.\n\nSince <morning>.';
const SHOWN_TEXT = 'It is shut.\n\nSince &lt;morning&gt;.';
const FORM = { name: 'Anna', email: 'anna@rossi.example', subject: 'The "door"', text: TEXT, priority: '2' };
const HOUR_MS = 3_600_000;

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

const tokenOf = (ageMs = 60_000) => renderToken(KEY, new Date(desk.machineNow().getTime() - ageMs).toISOString());
const browser = () => visit(createHandler(desk));
const photo = (bytes = 5) => new File([Buffer.alloc(bytes, 'x')], 'photo.png', { type: 'image/png' });

/** Puts a file where the page's script does, and gives the field that says so. */
function uploaded(token: string): string {
  const key = uploadKey(token.split('.')[0] ?? '', 0);
  desk.stored.set(key, { content: Buffer.from('a log'), contentType: 'text/plain' });
  return JSON.stringify({ index: 0, filename: 'door.log', contentType: 'text/plain', size: 5 });
}

/** The forms, and where each is sent to. */
const FORMS = {
  'of a request': async (language: Language) => `/desk/new?lang=${language}`,
  'of a message': async (language: Language) => {
    const { id } = await waitingTicket(desk);
    return (await linkTo(desk, id, language)).replace('?', '/messages?');
  },
};

/** How a form is refused: what is changed of it or of the desk, and what is said. */
const OUTCOMES: Readonly<
  Record<
    string,
    {
      status: number;
      says: (words: ReturnType<typeof deskWords>) => string;
      change?: (sent: Sent) => unknown;
    }
  >
> = {
  'a field is wrong': {
    status: 422,
    says: ({ file }) => file.errors.fileGone('gone.zip'),
    change: (sent) => {
      const gone = { index: 7, filename: 'gone.zip', contentType: 'application/zip', size: 9 };
      sent.fields.upload = [sent.fields.upload, JSON.stringify(gone)].flat() as string[];
    },
  },
  'it is too large': {
    status: 413,
    says: ({ failure }) => failure.tooLarge.title,
    change: (sent) => {
      sent.fields.files = photo(4_500_000);
    },
  },
  'too many come': {
    status: 429,
    says: ({ failure }) => failure.tooMany.title,
    change: async ({ path }) => {
      for (let n = 0; n < 60; n += 1) await browser().post(path, { ...FORM, text: `More ${n}`, token: tokenOf() });
    },
  },
  'a dependency fails': {
    status: 503,
    says: ({ failure }) => failure.busy.title,
    change: () => desk.faults.add({ port: 'requestCounter.within' }),
  },
  'the store is down': {
    status: 503,
    says: ({ failure }) => failure.busy.title,
    change: () => {
      desk.faults.add({ port: 'tickets.get' });
    },
  },
  'something of ours is broken': {
    status: 500,
    says: ({ failure }) => failure.broken.title,
    change: () => desk.faults.add({ port: 'requestCounter.within', error: new Error('a fault of ours') }),
  },
  'its page was open for too long': {
    status: 422,
    says: ({ file }) => file.errors.expired,
    change: (sent) => {
      const old = tokenOf(25 * HOUR_MS);
      Object.assign(sent.fields, { token: old, upload: uploaded(old) });
    },
  },
  'it was sent before with other words': {
    status: 422,
    says: ({ file }) => file.errors.again,
    change: ({ path, fields }) => browser().post(path, { ...fields, text: 'Other words.' }),
  },
};

type Sent = { path: string; fields: Record<string, string | File | (string | File)[]> };

/** What a page's form would send next, as a browser reads it. */
function formIn({ text }: Answer): { token: string; upload: string[]; textarea: string } {
  const unescaped = (value: string) => value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, value = '']) => unescaped(value));
  const [token = ''] = all(/name="token" value="([^"]*)"/g);
  const [textarea = ''] = all(/<textarea[^>]*>\n([^<]*)<\/textarea>/g);
  return { token, upload: all(/name="upload" value="([^"]*)"/g), textarea };
}

describe.each(LANGUAGES)('in %s, a form', (language) => {
  const words = deskWords(language);

  describe.each(Object.keys(FORMS) as (keyof typeof FORMS)[])('%s', (form) => {
    it.each(Object.entries(OUTCOMES))('is shown again when %s', async (_, { status, says, change }) => {
      const token = tokenOf();
      const fields: Sent['fields'] = { ...FORM, token, files: photo(), upload: uploaded(token) };
      const sent = { path: await FORMS[form](language), fields };
      await change?.(sent);
      const page = await browser().post(sent.path, sent.fields);
      expect(page.status).toBe(status);
      expect(page.text).toContain(`<title>${words.problem}: `);
      for (const said of [says(words), words.file.errors.attachAgain('photo.png')]) expect(page.text).toContain(said);
      expect(page.text).toContain(`>\n${SHOWN_TEXT}</textarea>`);
      expect(page.text).toContain('door.log');
      if (form === 'of a request') {
        for (const value of ['Anna', FORM.email, 'The &quot;door&quot;'])
          expect(page.text).toContain(`value="${value}"`);
        expect(page.text).toMatch(/value="2" checked/);
      }
    });

    it.each(['its page was open for too long', 'it was sent before with other words'])(
      'that is made anew has what its script sent before, and brings it: %s',
      async (outcome) => {
        const token = tokenOf();
        const sent: Sent = { path: await FORMS[form](language), fields: { ...FORM, token, upload: uploaded(token) } };
        await OUTCOMES[outcome]?.change?.(sent);
        const before = await ticketsOf(desk);
        const { token: fresh, upload, textarea } = formIn(await browser().post(sent.path, sent.fields));
        expect(fresh).not.toBe(sent.fields.token);
        desk.pass(10);
        const taken = await browser().post(sent.path, { ...FORM, text: textarea, token: fresh, upload });
        expect(taken.status).toBe(303);
        const tickets = await ticketsOf(desk);
        const isNew = (id: string) => !before.some((each) => each.id === id);
        const to = tickets.find(({ id }) => isNew(id)) ?? tickets[0];
        const messages = await messagesOf(desk, to?.id ?? '');
        expect(messages.at(-1)).toMatchObject({ text: TEXT, attachments: [{ filename: 'door.log', size: 5 }] });
      },
    );

    it('keeps what a dependency’s failure left, and is taken when it is sent once more', async () => {
      const token = tokenOf();
      const [path, upload] = [await FORMS[form](language), uploaded(token)];
      desk.faults.add({ port: 'requestCounter.within' });
      const page = await browser().post(path, { ...FORM, token, upload });
      expect(page.headers['retry-after']).toBe('10');
      desk.faults.clear();
      const shown = formIn(page);
      expect(shown.token).toBe(token);
      const taken = await browser().post(path, { ...FORM, text: shown.textarea, token, upload: shown.upload });
      expect(taken.status).toBe(303);
    });

    it('with too long a text names the most it may have, and is not cut', async () => {
      const text = `${'x'.repeat(30_000)} the end`;
      const page = await browser().post(await FORMS[form](language), { ...FORM, token: tokenOf(), text });
      expect(page.status).toBe(422);
      for (const said of [words.file.errors.textTooLong(20_000), `${text}</textarea>`])
        expect(page.text).toContain(said);
      expect(page.text).not.toContain('maxlength');
      const longer = await browser().post(await FORMS[form](language), {
        ...{ ...FORM, token: tokenOf(), text: 'x'.repeat(100_002) },
      });
      expect(longer.text).toContain(words.file.errors.isCut);
    });

    it('with too many files keeps those that its script sent', async () => {
      const token = tokenOf();
      const files = Array.from({ length: 10 }, () => photo());
      const fields = { ...FORM, token, files, upload: uploaded(token) };
      const page = await browser().post(await FORMS[form](language), fields);
      expect(page.text).toContain(words.file.errors.tooManyFiles({ files: 10 } as never));
      expect(formIn(page).upload).toEqual([fields.upload]);
    });
  });
});

describe('a slot of another page', () => {
  it('counts by that page’s own token alone', async () => {
    const [theirs, token] = [tokenOf(), tokenOf()];
    const forged = theirs.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const upload = JSON.stringify({ ...JSON.parse(uploaded(theirs)), token: forged });
    const page = await browser().post('/desk/new?lang=en', { ...FORM, token, upload });
    expect(page.status).toBe(422);
    expect(page.text).toContain(deskWords('en').file.errors.fileGone('door.log'));
  });
});

describe('what was written by a link that opens nothing any more', () => {
  it('is given back, with the way that is left', async () => {
    const path = (await FORMS['of a message']('en')).replace(/.(?=\/messages)/, (last) => (last === '0' ? '1' : '0'));
    const page = await browser().post(path, { token: tokenOf(), text: TEXT });
    expect(page.status).toBe(404);
    const { unsentTitle, unsent } = deskWords('en').link;
    for (const said of [unsentTitle, unsent(desk.settings.supportAddress), SHOWN_TEXT])
      expect(page.text).toContain(said);
  });
});
