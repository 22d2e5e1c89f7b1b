import { describe, expect, it } from 'vitest';
import { ask } from '../../../../shared/forms/ask.ts';
import { jotform } from '../../../../shared/forms/providers/jotform.ts';
import { delivered } from '../deliveries.ts';
import { inParts, JOTFORM_ANSWERS, jotformFields } from '../unsigned-samples.ts';

const NOW = new Date('2026-11-29T10:00:00Z');
const TOKEN = `tok_${'a'.repeat(43)}`;
const read = async (answers?: unknown, more?: Record<string, string>) =>
  jotform.read(inParts(jotformFields(answers, more)));
const labels = async (answers: unknown, pretty: string) =>
  (await read(answers, { pretty })).fields.filter(({ kind }) => kind !== 'hidden').map(({ label }) => label);

describe('Jotform', () => {
  it('proves itself by the token in its address', () => {
    const deliveryBy = (token?: string) => inParts(jotformFields(), token);
    expect(jotform.verify(deliveryBy(TOKEN), ['tok_old', TOKEN], NOW)).toEqual({});
    expect(jotform.verify(deliveryBy('tok_other'), [TOKEN], NOW)).toBeUndefined();
    expect(jotform.verify(deliveryBy(), [TOKEN], NOW)).toBeUndefined();
  });

  it('is read as it was filled in', async () => {
    const { fields, files, id, form } = await read();
    expect({ id, form }).toEqual({ id: '6100000000000000001', form: 'Assistenza' });
    expect(fields.filter(({ kind }) => kind !== 'hidden')).toEqual([
      { key: 'q3_nome', label: 'Come ti chiami?', kind: 'name', values: ['Anna Rossi'] },
      { key: 'q4_email', label: 'La tua mail', kind: 'text', values: ['anna@rossi.example'] },
      { key: 'q5_quandoSuccede', label: 'Quando succede?', kind: 'date', values: ['2026-11-03'] },
      { key: 'q6_prodotti', label: 'Prodotti', kind: 'choice', values: ['Stampante', 'Fax, vecchio'] },
      { key: 'q7_descrizione', label: 'Descrizione', kind: 'text', values: ['La stampante brucia.\nDavvero: aiuto!'] },
      { key: 'q8_quantiPc', label: 'Quanti PC?', kind: 'number', values: ['0'] },
    ]);
    expect(files).toEqual([
      { filename: 'foto uno.jpg', contentType: 'application/octet-stream', link: JOTFORM_ANSWERS.foto[0] },
    ]);
  });

  it('becomes a ticket', async () => {
    expect(ask(await read(), { name: 'site' })).toEqual({
      email: 'anna@rossi.example',
      name: 'Anna Rossi',
      subject: 'La stampante brucia.',
      text: [
        'La stampante brucia.\nDavvero: aiuto!',
        'Quando succede?: 2026-11-03\nProdotti: Stampante, Fax, vecchio\nQuanti PC?: 0',
        'Form ID: 240001112223334\nSubmission ID: 6100000000000000001\nForm: Assistenza',
        `foto uno.jpg: ${JOTFORM_ANSWERS.foto[0]}`,
      ].join('\n\n'),
      problems: [],
    });
  });

  it('shows nothing of its own working, of the network, or of our token', async () => {
    const shown = JSON.stringify(await read());
    for (const secret of ['tok_secret', '192.0.2.7', 'build-date', 'AbCdEf', 'server#0001', '"new"', '"path"']) {
      expect(shown).not.toContain(secret);
    }
  });

  it('calls questions by their names where their labels can be read in two ways', async () => {
    const answers = { q1_a: 'x', q2_howOften: 'y', q3_your_name: 'z' };
    expect(await labels(answers, 'Uno:x, Due, o tre:y, Tre:z')).toEqual(['Uno', 'Due, o tre', 'Tre']);
    for (const pretty of [
      'Uno:x, Due:y',
      'Nota: uno:x, Due:y, Tre:z',
      'Uno:x y, Due:y, Tre:z',
      '',
      'Uno:xx, Due:y, Tre:z',
    ]) {
      expect(await labels(answers, pretty)).toEqual(['A', 'How often', 'Your name']);
    }
  });

  it('takes the answers of a question by commas and colons from what was answered, never from how it is shown', async () => {
    const answers = { q1_a: 'uno, Due:due', q2_b: 'due' };
    expect(await labels(answers, 'Uno:uno, Due:due, Due:due')).toEqual(['Uno', 'Due']);
  });

  it('is the same when it is sent again, and another when an answer is', async () => {
    const { same } = await read();
    expect((await read({ ...JOTFORM_ANSWERS, event_id: 'other', timeToSubmit: '21', buildDate: '2' })).same).toBe(same);
    expect((await read({ ...JOTFORM_ANSWERS, q8_quantiPc: 1 })).same).not.toBe(same);
    expect((await read({ ...JOTFORM_ANSWERS, q9_nota: { nonce: 'x' } })).same).not.toBe(same);
    expect((await read({ ...JOTFORM_ANSWERS, input_extra: 'x' })).same).not.toBe(same);
  });

  it('keeps an answer that has no number, and JSON in an answer', async () => {
    const { fields } = await read({ q1_widget: '{"colore":"rosso","misure":["S","M"]}', input_extra: 'ciao' });
    expect(fields.map(({ label, values }) => `${label}: ${values}`)).toEqual(
      expect.arrayContaining(['Widget Colore: rosso', 'Widget Misure: S,M', 'Input extra: ciao']),
    );
  });

  it('is read even when its answers are none', async () => {
    const { fields } = await jotform.read(inParts({ submissionID: '1', rawRequest: '{"broken', formTitle: 'X' }));
    expect(fields).toEqual(expect.arrayContaining([expect.objectContaining({ values: ['{"broken'] })]));
    await expect(read([1, 2])).resolves.toMatchObject({ form: 'Assistenza' });
    await expect(jotform.read(delivered('{}'))).resolves.toMatchObject({ fields: [{ label: 'Body', values: [] }] });
    const twice = await read(JSON.stringify({ q1_nome: 'Anna' }), { answers: 'beside', q1_nome: 'Bea' });
    expect(twice.fields.flatMap(({ values }) => values)).toEqual(expect.arrayContaining(['Anna', 'Bea', 'beside']));
    await expect(async () =>
      jotform.read(delivered('no', { type: 'multipart/form-data; boundary=x' })),
    ).rejects.toMatchObject({ status: 400 });
  });
});
