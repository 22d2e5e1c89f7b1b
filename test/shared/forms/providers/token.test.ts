import { describe, expect, it } from 'vitest';
import { ask } from '../../../../shared/forms/ask.ts';
import { token } from '../../../../shared/forms/providers/token.ts';
import { delivered, multipart } from '../deliveries.ts';

const NOW = new Date('2026-11-29T10:00:00Z');
const TOKEN = `tok_${'a'.repeat(43)}`;
const FORM = 'application/x-www-form-urlencoded';

describe('any sender with a token', () => {
  it('proves itself by it', () => {
    expect(token.verify(delivered({}, { token: TOKEN }), [TOKEN], NOW)).toEqual({});
    expect(token.verify(delivered({}, { token: 'tok_other' }), [TOKEN], NOW)).toBeUndefined();
    expect(token.whyUnusable(token.newSecret?.() ?? '')).toBeUndefined();
    expect(token.whyUnusable('whsec_x')).toContain('is no token');
  });

  it('may post a form, with names that are repeated or nested', async () => {
    const body =
      'name=Anna&email=anna%40rossi.example&topics%5B%5D=billing&topics%5B%5D=login&a=1&a=2&who%5Bcity%5D=Trento&message=Ciao&_gotcha=x';
    expect(ask(await token.read(delivered(body, { type: FORM })), { name: 'site' })).toMatchObject({
      email: 'anna@rossi.example',
      name: 'Anna',
      text: 'Ciao\n\nTopics: billing, login\nA: 1, 2\nWho City: Trento',
    });
  });

  it('may post files', async () => {
    const { body, type } = multipart(
      'Content-Disposition: form-data; name="message"\r\n\r\nGuarda',
      'Content-Disposition: form-data; name="foto"; filename="écran.png"\r\nContent-Type: image/png\r\n\r\nPNG',
    );
    const { files, fields, same } = await token.read(delivered(body, { type }));
    expect(files).toMatchObject([{ filename: 'écran.png', contentType: 'image/png', content: Buffer.from('PNG') }]);
    expect(fields).toHaveLength(1);
    const again = Buffer.from(body.toString().replaceAll('grenze', 'andere'));
    expect((await token.read(delivered(again, { type: type.replace('grenze', 'andere') }))).same).toBe(same);
    expect((await token.read(delivered(Buffer.from(body.toString().replace('PNG', 'GIF')), { type }))).same).not.toBe(
      same,
    );
  });

  it.each([
    { submission: { submissionId: 's1' } },
    { entry_id: 7 },
    { data: { responseId: 'r1' } },
    { entry: { id: 'e' }, data: { submission_id: 'inner' } },
  ])('has no id by what a visitor may have typed: %j', async (body) => {
    expect((await token.read(delivered(body))).id).toBeUndefined();
  });

  it('keeps JSON that was typed into a form, and reads it where a program posts it', async () => {
    const text = '{"error":"refused","code":1e400}';
    const form = delivered(`note=${encodeURIComponent(text)}`, { type: FORM });
    expect((await token.read(form)).fields).toMatchObject([{ key: 'note', values: [text] }]);
    expect((await token.read(delivered({ note: text }))).fields).toMatchObject([
      { key: 'note.error', values: ['refused'] },
      { key: 'note.code', values: ['1e400'] },
    ]);
  });

  it('has sent the same only where all of it is the same, whoever wrote it', async () => {
    const same = async (body: unknown) => (await token.read(delivered(body))).same;
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`q${at}`, 'x']));
    const bodies = [
      ...[
        { ip: '192.0.2.1' },
        { ip: '192.0.2.2' },
        { a: 1 },
        { a: '1' },
        { a: null },
        { a: '' },
        many,
        { ...many, q10000: 'y' },
      ],
      ...['{"a":1,"a":2}', '{"a":3,"a":2}', '{"n":1.0}', '{"n":1}'],
      ...[{ message: '{"ip":"10.0.0.1"}' }, { message: '{"ip":"10.0.0.2"}' }],
    ];
    expect(new Set(await Promise.all(bodies.map(same))).size).toBe(bodies.length);
    expect(await same('{ "a": "\\u00e8 \\/",\n "b": [1] }')).toBe(await same({ a: 'è /', b: [1] }));
  });

  it.each<[object, string | undefined]>([
    [{ submittedAt: '2026-11-23T10:10:11+01:00' }, '2026-11-23T09:10:11.000Z'],
    [{ submittedAt: '2026-11-23 10:10' }, undefined],
    [{ submittedAt: '2026-13-45T10:10:11Z' }, undefined],
    [{ createdAt: 'yesterday' }, undefined],
  ])('has a time only where it says of which zone: %j', async (body, at) => {
    expect((await token.read(delivered(body))).at).toBe(at);
  });

  it.each([
    ['no JSON', '{"a":'],
    ['Latin-1', Buffer.from('{"a":"è"}', 'latin1')],
    ['UTF-16', Buffer.from('{"a":"è"}', 'utf16le')],
    ['nothing', ''],
  ])('is told that %s is not JSON in UTF-8', async (_what, body) => {
    await expect(async () => token.read(delivered(body))).rejects.toMatchObject({
      status: 400,
      message: 'The request must be JSON in UTF-8.',
    });
  });
});
