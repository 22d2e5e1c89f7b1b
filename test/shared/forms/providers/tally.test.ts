import { describe, expect, it } from 'vitest';
import { tally } from '../../../../shared/forms/providers/tally.ts';
import { bodyOf, delivered, posted, readBy } from './signed.ts';

const body = () => JSON.parse(String(bodyOf('tally')));

describe('what Tally posts', () => {
  const { fields, files, ...rest } = readBy(tally, delivered('tally'));

  it('is read by its words: never by ids of options, nor by a true or false for each', () => {
    expect(rest).toMatchObject({ id: 'sub1', form: 'Book a repair', at: '2026-11-30T07:58:11.000Z' });
    expect(fields.map(({ label, kind, values }) => [label, kind, ...values])).toEqual([
      ['E-mail', 'email', 'leo@studio.example'],
      ['What happened?', 'long text', 'It fell.\nTwice.'],
      ['Anything else?', 'text'],
      ['Spare parts', 'number', '0'],
      ['Days', 'choice', 'Monday', 'by appointment'],
      ['I agree', 'choice', 'false'],
      ['Size', 'choice', 'Small'],
      ['Rate us Speed', 'choice', 'Good'],
      ['Rate us Price', 'choice', 'Bad'],
      ['Pictures', 'text', 'front.jpg', 'back.jpg'],
      ['campaign', 'hidden', 'autumn'],
    ]);
  });

  it('keeps its files as links', () => {
    expect(files).toMatchObject([
      { filename: 'front.jpg', contentType: 'image/jpeg', link: expect.stringContaining('accessToken=x') },
      { filename: 'back.jpg', contentType: 'image/jpeg' },
    ]);
  });

  it('shows a file that stands where none is documented, with its link', () => {
    const whole = body();
    const file = { name: 'side.jpg', url: 'https://storage.tally.example/private/side.jpg' };
    whole.data.fields[10].value = { more: [file, { ...file, name: true }] };
    const { fields } = readBy(tally, posted('tally', whole));
    const shown = fields.flatMap(({ values }) => values);
    expect(shown).toEqual(expect.arrayContaining(['side.jpg', file.url, 'true']));
  });

  it('has the id of what was sent, not of who sent it', () => {
    const whole = body();
    whole.data.submissionId = undefined;
    expect(readBy(tally, posted('tally', whole)).id).toBe('res1');
    whole.data.responseId = undefined;
    expect(readBy(tally, posted('tally', whole)).id).toBeUndefined();
  });

  it('is the same when it is sent once more as another event with new passes to its files', () => {
    const again = body();
    again.eventId = 'ev-2';
    again.createdAt = '2026-11-30T09:00:00.000Z';
    again.data.fields[10].value[0].url = 'https://storage.tally.example/private/front.jpg?id=f1&accessToken=y';
    expect(readBy(tally, posted('tally', again)).same).toBe(rest.same);
    again.data.fields[1].value = 'It flew.';
    expect(readBy(tally, posted('tally', again)).same).not.toBe(rest.same);
  });

  it('keeps rows of a matrix apart that are called the same', () => {
    const whole = body();
    whole.data.fields[9].rows[1].text = 'Speed';
    const rows = readBy(tally, posted('tally', whole)).fields.filter(({ label }) => label === 'Rate us Speed');
    expect(rows.map(({ values }) => values)).toEqual([['Good'], ['Bad']]);
  });
});
