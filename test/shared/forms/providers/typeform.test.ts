import { describe, expect, it } from 'vitest';
import { ask } from '../../../../shared/forms/ask.ts';
import { typeform } from '../../../../shared/forms/providers/typeform.ts';
import { bodyOf, delivered, NOW, posted, readBy, secretFor } from './signed.ts';

const body = () => JSON.parse(String(bodyOf('typeform')));

describe('the signature of Typeform', () => {
  it.each(['sha1=', 'SHA256=', '', 'sha256:'])('is sha256=, not %j', (scheme) => {
    const { headers, ...delivery } = delivered('typeform');
    const signature = headers['typeform-signature']?.replace('sha256=', scheme);
    expect(
      typeform.verify({ ...delivery, headers: { 'typeform-signature': signature } }, [secretFor('typeform')], NOW),
    ).toBeUndefined();
  });
});

describe('what Typeform posts', () => {
  const { fields, files, ...rest } = readBy(typeform, delivered('typeform'));

  it('joins its answers to its questions, in their order, those of a group too', () => {
    expect(rest).toMatchObject({ id: 'tkn0aa11bb22', form: 'Help with your bicycle', at: '2026-11-30T07:58:11.000Z' });
    expect(fields.map(({ key, label, kind, values }) => [key, label, kind, ...values])).toEqual([
      ['who', 'What are you called?', 'text', 'Pia'],
      ['mail', 'Where do we write to?', 'email', 'pia@bici.example'],
      ['q3', 'What is wrong?', 'long text', '{"it": "squeaks"}'],
      ['parts', 'Which parts?', 'choice', 'Brakes', 'The bell'],
      ['rides', 'Rides a week', 'number', '0'],
      ['ebike', 'Is it electric?', 'choice', 'false'],
      ['photo', 'A picture', 'text', 'wheel.png'],
      ['since', 'Since when?', 'date'],
      ['town', 'Town', 'text', 'Siena'],
      ['q99', 'q99', 'text', 'of a question that is gone'],
      ['customer_no', 'customer_no', 'hidden', 'K-17'],
      ['score', 'score', 'hidden', '0'],
      ['calculated score', 'calculated score', 'hidden', '0'],
    ]);
  });

  it('keeps a file as a link', () => {
    expect(files).toMatchObject([{ filename: 'wheel.png', link: 'https://files.typeform.example/r/0aa1/wheel.png' }]);
  });

  it('finds the words of choices that come as ids alone', () => {
    const whole = body();
    whole.form_response.answers[3].choices = { ids: ['c2', 'c9'] };
    expect(readBy(typeform, posted('typeform', whole)).fields[3]?.values).toEqual(['Chain', 'c9']);
    whole.form_response.answers[3] = {
      ...whole.form_response.answers[3],
      type: 'choice',
      choice: { id: 'c1' },
      choices: undefined,
    };
    expect(readBy(typeform, posted('typeform', whole)).fields[3]?.values).toEqual(['Brakes']);
  });

  it('shows a payment with its parts', () => {
    const whole = body();
    const payment = { amount: '12.50', last4: '0001', name: 'P. Rossi', success: true };
    whole.form_response.answers = [{ type: 'payment', payment, field: { id: 'q20', type: 'payment' } }];
    const read = readBy(typeform, posted('typeform', whole));
    const shown = read.fields.filter(({ key }) => key.startsWith('q20'));
    expect(shown.map(({ key, values }) => [key, ...values])).toEqual([
      ['q20 amount', '12.50'],
      ['q20 last4', '0001'],
      ['q20 name', 'P. Rossi'],
      ['q20 success', 'true'],
    ]);
    expect(ask(read, { name: 'bicycles' }).name).toBeUndefined();
  });

  it('is the same when it is sent once more as another event, and not with another answer', () => {
    const again = body();
    again.event_id = '01OTHER';
    expect(readBy(typeform, posted('typeform', again)).same).toBe(rest.same);
    again.form_response.answers[0].text = 'Pio';
    expect(readBy(typeform, posted('typeform', again)).same).not.toBe(rest.same);
  });

  it.each(['constructor', 'toString', '__proto__', 'field', 'type'])(
    'is read with an answer of the type %s',
    (type) => {
      const whole = body();
      whole.form_response.answers = [{ type, text: 'the words', field: { id: 'q1', type: 'constructor' } }];
      const values = readBy(typeform, posted('typeform', whole)).fields.flatMap((field) => field.values);
      expect(values).toContain('the words');
      expect(values.join()).not.toContain('function');
    },
  );
});
