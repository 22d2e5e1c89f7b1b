import { describe, expect, it } from 'vitest';
import { readAnswers } from '../../../shared/forms/answers.ts';

/** Fields as `label: values`, in their order. */
function lines(value: unknown): string[] {
  return readAnswers(value).fields.map(({ label, values }) => `${label}: ${values.join(' | ')}`);
}

describe('what somebody typed', () => {
  const LOST = [
    '{"nonce":"abc"}',
    '{"a":1,"a":2}',
    '{"fields":[{"value":1,"title":"b","type":"text","id":7}]}',
    `${'{"a":'.repeat(20)}1${'}'.repeat(20)}`,
    '{"captcha":{"token":"x"},"b":1}',
    '{"url":"https://files.example/a","type":"text/plain"}',
  ];

  it.each(LOST)('stays so where JSON in it could not be seen whole (%#)', (text) => {
    expect(readAnswers({ note: text, data: { note: [text, 'b'] } }).fields.map(({ values }) => values)).toEqual([
      ...[[text], [text], ['b']],
    ]);
  });

  it('stays so where JSON in it is long, save what holds all answers', () => {
    const text = JSON.stringify(Array.from({ length: 5_000 }, (_, at) => at));
    expect(lines({ note: text, list: [text, 'b'] })).toEqual([`Note: ${text}`, `List: ${text} | b`]);
    expect(readAnswers({ payload: text }).fields[0]?.values).toHaveLength(5_000);
  });

  it('is read in JSON where all of it is seen then', () => {
    expect(lines({ note: '{"ip":"203.0.113.9","error":"refused"}' })).toEqual([
      'Note Ip: 203.0.113.9',
      'Note Error: refused',
    ]);
  });

  it('stays so in a form, and in a message, whatever it is', () => {
    const text = '{"colour":"red"}';
    expect(readAnswers({ note: text, list: [text] }, { isTyped: true }).fields.map(({ values }) => values)).toEqual([
      [text],
      [text],
    ]);
    expect(lines({ questions: [{ title: 'Note', type: 'LongAnswer', value: text }] })).toEqual([`Note: ${text}`]);
  });

  it('stands beside what it holds where a name says that it holds the answers', () => {
    expect(lines({ payload: '{"email":"a@b.example","ip":"192.0.2.1"}' })).toEqual([
      'Email: a@b.example',
      'Payload: {"email":"a@b.example","ip":"192.0.2.1"}',
    ]);
    expect(lines({ payload: '{"email":"a@b.example","phone":null}' })).toEqual(['Email: a@b.example', 'Phone: ']);
  });

  it('is shown on a page of one’s own, whatever its question is called', () => {
    const { fields } = readAnswers({ ip_address: '203.0.113.9', nonce: 'n' }, { isTyped: true, isPage: true });
    expect(fields).toMatchObject([{ key: 'ip_address', values: ['203.0.113.9'] }]);
  });
});

describe('answers in JSON', () => {
  it('are called by the names on their way, without what only holds them', () => {
    expect(
      lines({
        first_name: 'Anna',
        data: { yourEmail: 'a@b.example', address: { 'ZIP code': '38100', city: 'Trento' } },
      }),
    ).toEqual(['First name: Anna', 'Your email: a@b.example', 'Address ZIP code: 38100', 'Address City: Trento']);
  });

  it('have the key by which a map finds them', () => {
    const { fields } = readAnswers({ data: { items: [{ price: 3 }, { price: 4 }] } });
    expect(fields).toEqual([
      { key: 'data.items.0.price', label: 'Items 1 Price', kind: 'number', values: ['3'] },
      { key: 'data.items.1.price', label: 'Items 2 Price', kind: 'number', values: ['4'] },
    ]);
  });

  it('are answers when they are 0 or false, and none when they are empty', () => {
    expect(lines({ a: 0, b: false, c: '', d: null, e: [], f: '  ', g: {} })).toEqual([
      ...['A: 0', 'B: false', 'C: ', 'D: ', 'E: ', 'F: '],
    ]);
  });

  it('may be several', () => {
    expect(lines({ topics: ['billing', 'login', 3] })).toEqual(['Topics: billing | login | 3']);
  });

  it('are read in JSON that stands in a text', () => {
    expect(
      lines({ extra: '{"colour":"red","sizes":["S","M"]}', list: '["A","B"]', broken: '{no', log: '[error] x]' }),
    ).toEqual([...['Extra Colour: red', 'Extra Sizes: S | M', 'List: A | B', 'Broken: {no', 'Log: [error] x]']]);
  });

  it('stand under the title of their question, whatever it is filed under', () => {
    const { fields } = readAnswers({
      fields: {
        name: { id: 'name', type: 'text', title: 'Nome e cognome', value: 'Anna', raw_value: 'Anna', required: '1' },
      },
      questions: [
        { id: 'x1', name: 'La tua mail', type: 'EmailInput', value: 'anna@rossi.example' },
        { id: 7, question: 'Quanto urgente?', type: 'OpinionScale', answer: 0 },
        { id: 'x3', name: 'Dettagli', type: 'LongAnswer', value: null },
        { id: 'x4', name: 'Sei umano?', type: 'Captcha', value: 'XXXX.token' },
      ],
    });
    expect(fields).toEqual([
      { key: 'name', label: 'Nome e cognome', kind: 'text', values: ['Anna'] },
      { key: 'x1', label: 'La tua mail', kind: 'email', values: ['anna@rossi.example'] },
      { key: '7', label: 'Quanto urgente?', kind: 'choice', values: ['0'] },
      { key: 'x3', label: 'Dettagli', kind: 'long text', values: [] },
    ]);
  });

  it('keep what a question says beside its value when it is something else', () => {
    expect(lines({ fields: { date: { id: 'd', title: 'Giorno', value: '29.11.', raw_value: '2026-11-29' } } })).toEqual(
      ['Giorno: 29.11.', 'Giorno Raw value: 2026-11-29'],
    );
  });

  it.each([
    [{ first: 'Anna', last: 'Rossi' }, 'name', 'Anna Rossi', []],
    [{ prefix: 'Dr', first: 'Anna', middle: 'M', last: 'Rossi', suffix: '' }, 'name', 'Dr Anna M Rossi', []],
    [{ First: 'Anna', Last: 'Rossi', FirstAndLast: 'Anna Rossi', Nick: 'Ninì' }, 'name', 'Anna Rossi', ['Ninì']],
    [{ day: '3', month: 7, year: '2026' }, 'date', '2026-07-03', []],
    [{ day: '3', month: '7', year: '2026', hour: '9', min: '05', ampm: 'AM' }, 'date', '2026-07-03 9:05 AM', []],
    [
      { addr_line1: 'Via Roma 1', city: 'Trento', postal: '38122', country: 'IT' },
      'text',
      'Via Roma 1, Trento, 38122, IT',
      [],
    ],
    [{ street: 'Via Roma 1', city: 'Trento', floor: '1' }, 'text', 'Via Roma 1, Trento', ['1']],
    [{ day: '3', month: '7', year: '2026', timeInput: '10:30', hour: '9' }, 'date', '2026-07-03 10:30', ['9']],
    [{ area: '0461', phone: '123456' }, 'phone', '0461 123456', []],
    [{ full: '0461 123456' }, 'phone', '0461 123456', []],
  ])('in parts are one: %j', (parts, kind, value, rest) => {
    const { fields } = readAnswers({ asked: parts });
    expect(fields[0]).toEqual({ key: 'asked', label: 'Asked', kind, values: [value] });
    expect(fields.slice(1).flatMap(({ values }) => values)).toEqual(rest);
  });

  it('in parts that make no whole stay parts', () => {
    expect(lines({ when: { day: 'domani', month: '', year: '' } })).toEqual([
      'When Day: domani',
      'When Month: ',
      'When Year: ',
    ]);
  });

  it('of who filled it in beside all others are answers of their own', () => {
    expect(lines({ data: { 'First name': 'Anna', 'Last name': 'Rossi', Phone: '1' } })).toEqual([
      ...['First name: Anna', 'Last name: Rossi', 'Phone: 1'],
    ]);
  });

  it('that are files are where their provider keeps them', () => {
    const { files, fields } = readAnswers({
      attachments: [{ name: 'foto.png', url: 'https://files.example/1', type: 'image/png', size: 12 }],
      scan: '[{"name":"a.pdf","link":"https://files.example/a%20b.pdf","id":"01X"}]',
      nameless: { url: 'https://files.example/dir/perch%C3%A9.txt' },
    });
    expect(files).toEqual([
      { filename: 'foto.png', contentType: 'image/png', link: 'https://files.example/1' },
      { filename: 'a.pdf', contentType: 'application/octet-stream', link: 'https://files.example/a%20b.pdf' },
      {
        filename: 'perché.txt',
        contentType: 'application/octet-stream',
        link: 'https://files.example/dir/perch%C3%A9.txt',
      },
    ]);
    expect(fields.map(({ label, kind, values }) => [label, kind, values[0]])).toEqual([
      ['Attachments Size', 'hidden', '12'],
      ['Scan Id', 'hidden', '01X'],
    ]);
  });

  it('leave out what nobody may read', () => {
    const value = {
      ...{
        ip: '192.0.2.1',
        'Remote IP': '192.0.2.1',
        user_agent: 'Mozilla',
        'g-recaptcha-response': 'x',
        HandshakeKey: 'k',
      },
      meta: { remote_ip: { title: 'Remote IP', value: '192.0.2.1' }, page: { title: 'Page', value: 'Contact' } },
    };
    expect(lines(value)).toEqual(['Page: Contact']);
  });

  it('about a server are no words of a provider about a person', () => {
    const alert = { server: { ip: '10.0.0.1', port: 443 }, answers: { 'IP address': '203.0.113.9' } };
    expect(lines({ ...alert, ip: '192.0.2.1', data: { ip: '192.0.2.2' } })).toEqual([
      ...['Server Ip: 10.0.0.1', 'Server Port: 443', 'IP address: 203.0.113.9'],
    ]);
    expect(lines([{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }])).toEqual(['1 Ip: 10.0.0.1', '2 Ip: 10.0.0.2']);
  });

  it.each<[object, string[]]>([
    [
      { name: 'disk', value: '95%', type: 'critical', id: 7 },
      ['Alert disk: 95%', 'Alert disk Type: critical', 'Alert disk Id: 7'],
    ],
    [{ name: 'disk', value: null, type: 'critical' }, ['Alert Name: disk', 'Alert Value: ', 'Alert Type: critical']],
    [{ title: 'A', name: 'b', value: 1, answer: 2 }, ['Alert A: 1', 'Alert A Name: b', 'Alert A Answer: 2']],
    [
      { title: { a: 1 }, name: 'b', value: 2, required: 'soon' },
      ['Alert b: 2', 'Alert b Title A: 1', 'Alert b Required: soon'],
    ],
    [{ name: 'disks', value: [{ name: 'sda', value: 3 }] }, ['Alert disks sda: 3']],
  ])('are each of its parts where no form asked: %j', (alert, expected) => {
    expect(lines({ alert })).toEqual(expected);
  });

  it('of a question whose type is none are all of its parts but its id', () => {
    const question = { title: 'Disk', value: '95%', type: 'critical', id: 7, name: 'sda', required: true };
    expect(lines({ fields: [question] })).toEqual(['Disk: 95%', 'Disk Type: critical', 'Disk Name: sda']);
  });

  it('keep their labels short, however long the names are', () => {
    const long = 'k'.repeat(100_000);
    const { fields } = readAnswers({
      [long]: Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [`n${at}`, at])),
    });
    expect(Math.max(...fields.map(({ key, label }) => key.length + label.length))).toBeLessThan(500);
  });

  it('are few enough to read, and shallow enough; what is more is said to be there', () => {
    const many = readAnswers(Object.fromEntries(Array.from({ length: 14_000 }, (_, at) => [`q${at}`, at]))).fields;
    expect(many).toHaveLength(10_001);
    expect(many.at(-1)).toMatchObject({ kind: 'hidden', values: ['and 4000 more answers'] });
    let deep: unknown = 'bottom';
    for (let at = 0; at < 50; at++) deep = { in: deep };
    expect(readAnswers(deep).fields).toMatchObject([{ values: ['bottom'] }]);
    expect(readAnswers({ deep: [deep, { nonce: 'n' }] }).fields).toMatchObject([{ values: ['bottom'] }]);
    expect(readAnswers(JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)).fields).toHaveLength(1);
  });

  it('may be called as what programs make texts of them by', () => {
    const odd = { toString: 'one', valueOf: 'two' };
    const fields = readAnswers({
      name: { first: 'Anna', last: 'Rossi', odd },
      question: { title: 'Q', value: odd, raw_value: odd },
    }).fields;
    expect(fields.flatMap(({ values }) => values)).toEqual(['Anna Rossi', 'one', 'two', 'one', 'two', 'one', 'two']);
  });

  it('are told apart by what no field has', () => {
    const unseenOf = (value: unknown) => JSON.stringify(readAnswers(value).unseen);
    const many = (last: string) =>
      Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`q${at}`, at < 10_000 ? 'x' : last]));
    for (const [one, other] of [
      [{ ip: '192.0.2.1' }, { ip: '192.0.2.2' }],
      [{ nonce: { a: 'b' } }, { nonce: { a: 'c' } }],
      [many('first'), many('other')],
    ]) {
      expect(unseenOf(one)).not.toBe(unseenOf(other));
    }
    expect(readAnswers({ a: { b: [1, 'c'] } }).unseen).toEqual([]);
  });

  it('are there even when the body is one of them', () => {
    expect([lines('ciao'), lines(7), lines(null), lines([1, 2]), lines(['a', { b: 'c' }])]).toEqual([
      ['Body: ciao'],
      ['Body: 7'],
      ['Body: '],
      ['Body: 1 | 2'],
      ['1: a', '2 B: c'],
    ]);
  });
});
