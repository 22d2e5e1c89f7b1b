import { describe, expect, it } from 'vitest';
import { otherAnswers, webhookRequestSchema } from '../../../shared/forms/request.ts';

const PLAIN = { email: 'anna@acme.example', subject: 'Printer', body: 'It is on fire.' };

const read = (fields: Record<string, unknown>) => webhookRequestSchema.parse({ ...PLAIN, ...fields });

/** The fields that are wrong, each with its mend. */
function complaints(request: unknown): Record<string, string> {
  const issues = webhookRequestSchema.safeParse(request).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}

describe('a request by webhook', () => {
  it('is taken as it is when nothing is wrong with it', () => {
    expect(webhookRequestSchema.parse({ ...PLAIN, name: 'Anna', priority: 2 })).toEqual({
      ...PLAIN,
      name: 'Anna',
      priority: 2,
    });
  });

  it('cannot claim a plan or a customer', () => {
    expect(read({ plan: 'premium', customer: 'acme', verified: true, calendar: '24x7' })).toEqual(PLAIN);
  });

  it('names every field that is missing', () => {
    expect(complaints({})).toEqual({
      email: 'is missing: it must be a mail address, as anna@acme.example',
      subject: 'is missing: it must be a text of one line',
      body: 'is missing: it must be a text',
    });
  });

  it.each([null, 'a text', 42, []])('is an object, not %j', (request) => {
    expect(complaints(request)).toEqual({ '': 'The request must be a JSON object.' });
  });
});

describe('the address', () => {
  it.each([
    [' Anna@ACME.Example ', 'anna@acme.example'],
    ['anna@münchen.example', 'anna@xn--mnchen-3ya.example'],
    ['anna@пример.рф', 'anna@xn--e1afmkfd.xn--p1ai'],
    ["o'neil+desk@acme.co.example", "o'neil+desk@acme.co.example"],
    ['a!b#c@acme.example', 'a!b#c@acme.example'],
  ])('%j is read as %s', (email, expected) => {
    expect(read({ email }).email).toBe(expected);
  });

  it.each([
    '',
    'anna',
    '@acme.example',
    'anna@',
    'anna@localhost',
    'anna@1.2.3',
    'anna@192.0.2.1',
    'anna@acme..example',
    'anna@acme.example.',
    'an..na@acme.example',
    '.anna@acme.example',
    'anna.@acme.example',
    'anna@acme%2eexample.com',
    'anna@mün%2echen.example',
    'anna@evil.example/x',
    'josé@acme.example',
    'Anna <anna@acme.example>',
    'anna@acme.example, eve@evil.example',
    'anna@acme.example\nBcc: eve@evil.example',
    `${'a'.repeat(250)}@acme.example`,
    42,
    null,
    ['anna@acme.example'],
  ])('%j is none', (email) => {
    expect(Object.keys(complaints({ ...PLAIN, email }))).toEqual(['email']);
  });
});

describe('the subject', () => {
  it('is one line without control characters and without marks that turn the direction', () => {
    expect(read({ subject: ' Printer\r\nBcc: eve@evil.example\u0000\u202egpj ' }).subject).toBe(
      'Printer Bcc: eve@evil.example gpj',
    );
  });

  it('has 1 to 998 characters', () => {
    expect(read({ subject: 'x'.repeat(998) }).subject).toHaveLength(998);
    expect(complaints({ ...PLAIN, subject: 'x'.repeat(999) })).toEqual({ subject: 'must be at most 998 characters' });
    expect(complaints({ ...PLAIN, subject: ' \t ' })).toEqual({
      subject: 'is empty: say in a few words what it is about',
    });
  });
});

describe('the body', () => {
  it('keeps its lines and its letters, and no control characters', () => {
    expect(read({ body: 'One\r\nTwo\rThree\tè 🖨️\u0000\u001b[31m\ud800' }).body).toBe('One\nTwo\nThree\tè 🖨️[31m\ufffd');
  });

  it('says something', () => {
    expect(complaints({ ...PLAIN, body: ' \n ' })).toEqual({ body: 'is empty: write the message itself' });
  });
});

describe('the name', () => {
  it.each([undefined, null, '', '  '])('may be left out as %j', (name) => {
    expect(read({ name }).name).toBeUndefined();
  });

  it('is one line of at most 200 characters', () => {
    expect(read({ name: 'Anna\nRossi' }).name).toBe('Anna Rossi');
    expect(complaints({ ...PLAIN, name: 'x'.repeat(201) })).toEqual({ name: 'must be at most 200 characters' });
  });
});

describe('the priority', () => {
  it.each([
    [1, 1],
    ['4', 4],
    ['P2', 2],
    [' p3 ', 3],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%j is read as %j', (priority, expected) => {
    expect(read({ priority }).priority).toBe(expected);
  });

  it.each([0, 5, 1.5, -1, '0', 'P5', 'hoch', '至急', '1 2', true, { level: 'alta' }, [1]])(
    '%j is none, and an answer that can be read',
    (priority) => {
      expect(read({ priority }).priority).toBeUndefined();
      const shown = otherAnswers({ ...PLAIN, priority });
      expect(shown.flatMap(({ values }) => values)).toEqual([
        typeof priority === 'object' ? String(Object.values(priority)[0]) : String(priority),
      ]);
    },
  );

  it.each([1, '4', 'P2', '', null])('%j is no answer beside it', (priority) => {
    expect(otherAnswers({ ...PLAIN, priority })).toEqual([]);
  });
});
