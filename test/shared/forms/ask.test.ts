import { describe, expect, it } from 'vitest';
import { ask } from '../../../shared/forms/ask.ts';
import type { FormMap } from '../../../shared/forms/map.ts';
import type { FieldKind, FormField, Submission } from '../../../shared/forms/submission.ts';

type Answer = string | string[] | [kind: FieldKind, ...values: string[]];
const KINDS = ['text', 'long text', 'email', 'name', 'phone', 'choice', 'number', 'date', 'link', 'hidden'];

/** A submission with these answers by label; the key of each is its label, too. */
function filledIn(answers: Record<string, Answer>, rest: Partial<Submission> = {}): Submission {
  const fields = Object.entries(answers).map(([label, answer]): FormField => {
    const [first = '', ...more] = [answer].flat();
    const isTyped = KINDS.includes(first);
    const values = (isTyped ? more : [first, ...more]).filter((value) => value !== '');
    return { key: label, label, kind: isTyped ? (first as FieldKind) : 'text', values };
  });
  return { fields, files: [], ...rest };
}

const asked = (answers: Record<string, Answer>, map?: FormMap) => ask(filledIn(answers), { name: 'site', map });
const ANNA = 'anna@rossi.example';

describe('a form without a map', () => {
  it.each<[string, Record<string, Answer>, object]>([
    [
      'in Italian',
      {
        Nome: 'Anna',
        Cognome: 'Rossi',
        'E-mail': ANNA,
        Telefono: '0461 123456',
        Oggetto: 'Stampante',
        Messaggio: 'Brucia.\nAiuto!',
      },
      { email: ANNA, name: 'Anna Rossi', subject: 'Stampante', text: 'Brucia.\nAiuto!\n\nTelefono: 0461 123456' },
    ],
    [
      'in English',
      { 'First name': 'Ann', 'Last name': 'Lee', 'Email address': ANNA, Subject: 'Printer', Message: 'It burns.' },
      { email: ANNA, name: 'Ann Lee', subject: 'Printer', text: 'It burns.' },
    ],
    [
      'that asks politely',
      {
        'Come ti chiami?': 'Anna Rossi',
        'Il tuo indirizzo e-mail *': ANNA,
        'Come possiamo aiutarti?': 'La stampante brucia.',
      },
      { email: ANNA, name: 'Anna Rossi', subject: 'La stampante brucia.', text: 'La stampante brucia.' },
    ],
    [
      'whose names are a programmer’s',
      { your_name: 'Anna', 'your-email': ANNA, 'your-subject': 'Hi', yourMessage: 'Help' },
      { email: ANNA, name: 'Anna', subject: 'Hi', text: 'Help' },
    ],
    [
      'with one name for both',
      { 'Nome e cognome': 'Anna Rossi', Mail: ANNA, 'Nome azienda': 'Rossi srl', Richiesta: 'Un preventivo' },
      { email: ANNA, name: 'Anna Rossi', subject: 'Un preventivo', text: 'Un preventivo\n\nNome azienda: Rossi srl' },
    ],
    [
      'that asks for the surname first',
      { Cognome: 'Rossi', Nome: 'Anna', Email: ANNA },
      { email: ANNA, name: 'Anna Rossi', subject: 'site', text: '' },
    ],
    [
      'with a first name alone',
      { 'First name': 'Laura', Email: ANNA, Comments: 'Fine' },
      { email: ANNA, name: 'Laura', subject: 'Fine', text: 'Fine' },
    ],
    [
      'that has types for its questions',
      { A: ['email', ANNA], B: ['name', 'Anna Rossi'], C: ['long text', 'Non va'], D: ['choice', 'Web', 'App'] },
      { email: ANNA, name: 'Anna Rossi', subject: 'Non va', text: 'Non va\n\nD: Web, App' },
    ],
    [
      'whose editor calls a question of one line Text',
      { Email: ANNA, Text: 'Hello', 'Long text': ['long text', 'It is dark here'] },
      { text: 'It is dark here\n\nText: Hello' },
    ],
    ['with Text alone', { Email: ANNA, Text: 'It is dark', Number: '10' }, { text: 'It is dark\n\nNumber: 10' }],
    [
      'that asks for no message',
      { 'First Name': 'Zoe', 'Last Name': 'Bix', email: 'zoe@hog.example', 'Phone Number': ['number', '15550000000'] },
      { email: 'zoe@hog.example', name: 'Zoe Bix', subject: 'site', text: 'Phone Number: 15550000000' },
    ],
    [
      'with a phone number as text',
      { Name: 'Ann', email: ANNA, 'Phone Number': '+1 555 0000 000' },
      { text: 'Phone Number: +1 555 0000 000', subject: 'site' },
    ],
    [
      'without an address',
      { 'How often?': 'Daily', Feedback: 'Great!' },
      { subject: 'Great!', text: 'Great!\n\nHow often?: Daily' },
    ],
    [
      'with words that nobody labelled',
      { f1: 'Anna', f2: ANNA, f3: 'The printer is on fire', f4: 'Via Roma' },
      { email: ANNA, subject: 'The printer is on fire', text: 'The printer is on fire\n\nf1: Anna\nf4: Via Roma' },
    ],
    [
      'of answers that are 0 and false',
      { Email: ANNA, Message: 'Hi', Score: ['number', '0'], Agree: ['choice', 'false'] },
      { text: 'Hi\n\nScore: 0\nAgree: false' },
    ],
    [
      'with a list to choose what it is about',
      { Email: ANNA, 'Tipo di richiesta': 'Assistenza', Messaggio: 'Non va' },
      { subject: 'Non va', text: 'Non va\n\nTipo di richiesta: Assistenza' },
    ],
  ])('%s', (_how, answers, expected) => {
    expect(asked(answers)).toMatchObject({ ...expected, problems: [] });
  });

  it.each<[string, Record<string, Answer>, string | undefined]>([
    ['the payer', { 'Payer email': 'pay@pal.example', Email: ANNA }, ANNA],
    ['the account', { 'Login e-mail': ['email', 'me@login.example'], 'La tua mail': ANNA }, ANNA],
    ['the bill', { 'Email di fatturazione': 'conti@rossi.example', 'E-mail': ANNA }, ANNA],
    ['certified mail', { 'Indirizzo PEC': ['email', 'rossi@pec.example'], 'E-mail': ANNA }, ANNA],
    ['a message that is an address', { Messaggio: 'altro@rossi.example', Email: ANNA }, ANNA],
    ['what the form sent along', { owner: ['hidden', 'web@site.example'], Contatto: ANNA }, ANNA],
    ['a friend, where the question was left open', { Email: '', 'Friend email': 'bob@rossi.example' }, undefined],
    ['nobody: it is the only one', { 'Login e-mail': ANNA, Messaggio: 'Ciao' }, ANNA],
    ['nobody: two that nothing tells apart', { a: 'a@rossi.example', b: 'b@rossi.example' }, undefined],
    ['nobody: the same twice', { a: ANNA, b: 'Anna@Rossi.example' }, ANNA],
    ['an address within words', { Messaggio: 'Scrivi a bob@rossi.example grazie' }, undefined],
  ])('whose address loses: %s', (_who, answers, email) => {
    expect(asked(answers).email).toBe(email);
  });

  it('says to agents that an address is none, and keeps it to read', () => {
    expect(asked({ Email: 'anna@', Message: 'Hi', 'Payer email': 'pay@pal.example' })).toEqual({
      subject: 'Hi',
      text: 'Hi\n\nEmail: anna@\nPayer email: pay@pal.example',
      problems: ['the form\'s email "anna@" is no mail address'],
    });
  });

  it('keeps what it reads otherwise than it was written', () => {
    const long = `${'parola '.repeat(40)}fine`;
    const { email, subject, text } = asked({ Email: 'Anna@Rossi.Example', Oggetto: long, Messaggio: 'Ciao' });
    expect({ email, length: subject.length }).toEqual({ email: ANNA, length: 120 });
    expect(text).toBe(`Ciao\n\nEmail: Anna@Rossi.Example\nOggetto: ${long}`);
  });

  it.each<[string, number | undefined]>([
    ['2', 2],
    ['P1', 1],
    [' p4 ', 4],
    ['Altissima', undefined],
    ['5', undefined],
    ['1 (low)', undefined],
  ])('has a priority only where it is plain: %j', (answer, priority) => {
    const { priority: read, text, problems } = asked({ Priority: answer, Message: 'Hi' });
    expect({ read, problems }).toEqual({ read: priority, problems: [] });
    expect(text).toContain(`Priority: ${answer.trim()}`);
  });

  it('shows what the form says of itself last, and its files by where they are', () => {
    const submission = filledIn(
      { form_id: ['hidden', '58'], Email: ANNA, Domanda: 'Dove?', Città: 'Trento' },
      {
        form: 'Contatti',
        files: [
          { filename: 'foto.png', contentType: 'image/png', link: 'https://files.example/1' },
          { filename: 'log.txt', contentType: 'text/plain', content: Buffer.from('x') },
        ],
      },
    );
    expect(ask(submission, { name: 'site' }).text).toBe(
      'Dove?\n\nCittà: Trento\n\nform_id: 58\nForm: Contatti\n\nfoto.png: https://files.example/1',
    );
  });

  it('says which form it is once: not where a field or the subject says so', () => {
    const titled = (fields: Parameters<typeof filledIn>[0]) =>
      ask(filledIn({ Domanda: 'Dove?', ...fields }, { form: 'Contatti' }), { name: 'site' }).text;
    expect(titled({})).toBe('Dove?\n\nForm: Contatti');
    expect(titled({ form_title: ['hidden', 'Contatti'] })).toBe('Dove?\n\nform_title: Contatti');
    // What somebody chose is not what the form is called.
    expect(titled({ Tema: 'Contatti' })).toBe('Dove?\n\nTema: Contatti\n\nForm: Contatti');
    expect(titled({ Oggetto: 'Contatti' })).toBe('Dove?');
  });

  it('is about its form when it says nothing', () => {
    expect(ask(filledIn({ Telefono: '0461' }, { form: 'Contatti' }), { name: 'site' })).toMatchObject({
      subject: 'Contatti',
      text: 'Telefono: 0461',
    });
    expect(ask({ fields: [], files: [] }, { name: 'site' })).toEqual({ subject: 'site', text: '', problems: [] });
  });

  it('puts a text of several lines under its label', () => {
    expect(asked({ Messaggio: 'Ciao', Ordini: 'uno\r\ndue\u0000' }).text).toBe('Ciao\n\nOrdini:\n  uno\n  due');
  });
});

describe('a form with a map', () => {
  const ANSWERS = {
    Chi: 'Anna',
    Casa: 'Rossi',
    Dove: ANNA,
    Altro: 'bob@rossi.example',
    Cosa: 'Non va\nper niente',
    Quanto: 'Molto alta',
    Lingua: 'Italiano',
  };

  it('is read by it', () => {
    const map: FormMap = {
      email: { from: [{ label: ' dove ' }], as: ['trim', 'lower'] },
      name: { from: [{ template: '{Chi} {Casa}' }] },
      subject: { from: [{ key: 'Cosa' }], as: ['first line'] },
      text: { from: [{ key: 'Nowhere' }, { pointer: '/answers/Cosa' }] },
      priority: { from: [{ label: 'Quanto' }], as: [{ values: { 'molto alta': '1', normale: '3' } }] },
      language: { from: [{ label: 'Lingua' }], as: [{ values: { Italiano: 'it' } }] },
    };
    expect(asked(ANSWERS, map)).toEqual({
      email: ANNA,
      name: 'Anna Rossi',
      subject: 'Non va',
      text: 'Non va\nper niente\n\nAltro: bob@rossi.example\nQuanto: Molto alta\nLingua: Italiano',
      priority: 1,
      language: 'it',
      problems: [],
    });
  });

  it('leaves to a guess what its map says nothing of', () => {
    expect(
      asked(
        { Nome: 'Anna', Cognome: 'Rossi', Capo: 'capo@rossi.example', Email: ANNA },
        { email: { from: [{ key: 'Capo' }] } },
      ),
    ).toMatchObject({
      email: 'capo@rossi.example',
      name: 'Anna Rossi',
      text: `Email: ${ANNA}`,
    });
  });

  it.each<[string, FormMap, string, string]>([
    [
      'a priority',
      { priority: { from: [{ key: 'Quanto' }] } },
      'the form\'s priority "Molto alta" is none that its map lists',
      'Quanto: Molto alta',
    ],
    [
      'a language',
      { language: { from: [{ key: 'Lingua' }] } },
      'the form\'s language "Italiano" is none of the desk\'s',
      'Lingua: Italiano',
    ],
    ['an address', { email: { from: [{ key: 'Chi' }] } }, 'the form\'s email "Anna" is no mail address', 'Chi: Anna'],
    [
      'a question',
      { subject: { from: [{ key: 'Oggetto' }] } },
      'the form has no subject where its map looks for it',
      'Cosa',
    ],
  ])('never refuses %s that cannot be used', (_what, map, problem, shown) => {
    const { text, problems, email } = asked({ ...ANSWERS, Cosa: 'Cosa?' }, map);
    expect(problems).toEqual([problem]);
    expect(text).toContain(shown);
    expect(email).toBeUndefined();
  });

  it('finds the address by a guess when the question is gone, and says so', () => {
    expect(asked({ Email: ANNA }, { email: { from: [{ label: 'La tua mail' }] } })).toMatchObject({
      email: ANNA,
      problems: ['the form has no email where its map looks for it'],
    });
  });

  it('says nothing of a question that was left open', () => {
    const map: FormMap = { priority: { from: [{ key: 'Quanto' }] }, email: { from: [{ key: 'Dove' }] } };
    expect(asked({ Quanto: '', Dove: '', Altro: ANNA }, map)).toMatchObject({ problems: [], text: `Altro: ${ANNA}` });
  });

  it.each<[string, FormMap, object]>([
    [
      'a constant',
      { priority: { from: [{ value: '3' }] }, language: { from: [{ value: 'it' }] } },
      { priority: 3, language: 'it' },
    ],
    ['a kind', { name: { from: [{ kind: 'phone' }] } }, { name: '0461' }],
    ['what stands below a key', { name: { from: [{ key: 'who' }], as: ['join'] } }, { name: 'Anna Rossi' }],
    ['the first of several', { subject: { from: [{ key: 'topics' }] } }, { subject: 'Web' }],
    ['one of several', { subject: { from: [{ pointer: '/topics/1' }] } }, { subject: 'App' }],
    ['a pointer with a slash', { subject: { from: [{ pointer: '/a~1b' }] } }, { subject: 'slashed' }],
    [
      'a template of keys',
      { subject: { from: [{ template: 'Re {tel}: {who.first} {nobody}' }] } },
      { subject: 'Re 0461: Anna' },
    ],
    [
      'a template of nothing, and then what is there',
      { subject: { from: [{ template: '{x}' }, { key: 'tel' }] } },
      { subject: '0461' },
    ],
  ])('can name %s', (_what, map, expected) => {
    const answers: Record<string, Answer> = {
      ...{
        'who.first': 'Anna',
        'who.last': 'Rossi',
        tel: ['phone', '0461'],
        topics: ['choice', 'Web', 'App'],
        'a/b': 'slashed',
      },
    };
    const read = asked(answers, map);
    expect(read).toMatchObject({ ...expected, problems: [] });
    expect([read.name, read.subject, read.text].join()).toMatch(/Web.*App|App.*Web/s);
  });
});
