import { describe, expect, it } from 'vitest';
import { ask } from '../../../../shared/forms/ask.ts';
import { gravity } from '../../../../shared/forms/providers/gravity.ts';
import { delivered } from '../deliveries.ts';
import { GRAVITY_ENTRY, GRAVITY_FIELDS } from '../unsigned-samples.ts';

const NOW = new Date('2026-11-29T10:00:00Z');
const TOKEN = `tok_${'a'.repeat(43)}`;
const read = async (body: unknown) => gravity.read(delivered(body));

describe('Gravity Forms', () => {
  it('proves itself by a header or by its address', () => {
    const by = (token?: string, authorization?: string) => delivered({}, { token, headers: { authorization } });
    expect(gravity.verify(by(TOKEN), [TOKEN], NOW)).toEqual({});
    expect(gravity.verify(by(undefined, `Bearer ${TOKEN}`), ['tok_old', TOKEN], NOW)).toEqual({});
    expect(gravity.verify(by('tok_x', 'Bearer tok_x'), [TOKEN], NOW)).toBeUndefined();
    expect(gravity.verify(by(), [TOKEN], NOW)).toBeUndefined();
  });

  it('posts the fields that were selected', async () => {
    const submission = await read(GRAVITY_FIELDS);
    expect(submission.id).toBe('453');
    expect(ask(submission, { name: 'site' })).toEqual({
      email: 'anna@rossi.example',
      name: 'Anna Rossi',
      subject: 'Stampante',
      text: 'La stampante brucia.\n\nEntry id: 453\nForm id: 58',
      problems: [],
    });
  });

  it('posts the whole entry, whose questions have numbers', async () => {
    const { id, at, fields } = await read(GRAVITY_ENTRY);
    expect({ id, at }).toEqual({ id: '453', at: '2026-11-23T09:10:11.000Z' });
    expect(fields.filter(({ kind }) => kind !== 'hidden')).toEqual([
      { key: '2', label: 'Field 2', kind: 'text', values: ['anna@rossi.example'] },
      { key: '3', label: 'Field 3', kind: 'text', values: ['La stampante brucia.'] },
      { key: '5', label: 'Field 5', kind: 'text', values: ['0'] },
      { key: '6', label: 'Field 6', kind: 'link', values: ['https://rossi.example/f/foto.png'] },
      { key: '1', label: 'Field 1', kind: 'name', values: ['Anna Rossi'] },
      { key: '4', label: 'Field 4', kind: 'choice', values: ['Web', 'App'] },
    ]);
    expect(JSON.stringify(fields)).not.toMatch(/192\.0\.2\.7|Mozilla/);
  });

  it('of a whole entry makes a ticket, too', async () => {
    expect(ask(await read(GRAVITY_ENTRY), { name: 'site' })).toMatchObject({
      email: 'anna@rossi.example',
      name: 'Anna Rossi',
      subject: 'La stampante brucia.',
      text: expect.stringContaining('Field 5: 0\nField 6: https://rossi.example/f/foto.png\nField 4: Web, App'),
    });
  });

  it('is the same entry when it was read, starred or paid for since', async () => {
    const { same } = await read(GRAVITY_ENTRY);
    expect(
      (await read({ ...GRAVITY_ENTRY, is_read: '1', date_updated: '2026-11-24 00:00:00', payment_status: 'Paid' }))
        .same,
    ).toBe(same);
    expect((await read({ ...GRAVITY_ENTRY, '3': 'Anche il fax.' })).same).not.toBe(same);
    expect((await read({ ...GRAVITY_ENTRY, ip: '192.0.2.8' })).same).not.toBe(same);
    expect((await read({ ...GRAVITY_ENTRY, url: 'https://rossi.example' })).same).not.toBe(same);
  });

  it('has no id where the form sends none: an id of something else is none', async () => {
    expect((await read({ id: '7', email: 'anna@rossi.example' })).id).toBeUndefined();
  });

  it.each(['', ' ', '\t', null, 'x'.repeat(300)])('has no id where an entry’s is %j', async (id) => {
    expect((await read({ ...GRAVITY_ENTRY, id })).id).toBeUndefined();
  });

  it('may post a form instead of JSON', async () => {
    const form = delivered('email=anna%40rossi.example&message=Ciao&entry_id=9', {
      type: 'application/x-www-form-urlencoded',
    });
    expect(ask(await gravity.read(form), { name: 'site' })).toMatchObject({
      email: 'anna@rossi.example',
      subject: 'Ciao',
    });
  });
});
