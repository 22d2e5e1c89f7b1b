import { describe, expect, it } from 'vitest';
import { ask } from '../../../shared/forms/ask.ts';
import { google } from '../../../shared/forms/providers/google.ts';
import { appsScript, type Response, type Sent } from '../../support/apps-script.ts';

const SECRET = google.newSecret?.() ?? '';
const ADDRESS = 'https://desk.example/webhooks/assistenza';

const response = (id: string, change: Partial<Response> = {}): Response => ({
  id,
  email: 'anna@rossi.example',
  at: new Date('2026-11-29T07:00:00.000Z'),
  answers: [
    { id: 1, title: 'Nome e cognome', type: 'TEXT', value: 'Zoë Rossi' },
    { id: 2, title: 'Cosa succede?', type: 'PARAGRAPH_TEXT', value: 'La stampante brucia 🔥\nDavvero.' },
    { id: 3, title: 'Prodotti', type: 'CHECKBOX', value: ['Stampante', 'Fax'] },
    { id: 4, title: 'Come va?', type: 'GRID', rows: ['Web', 'Telefono'], value: ['Bene', null] },
    { id: 5, title: 'Quando?', type: 'CHECKBOX_GRID', rows: ['Lunedì', 'Martedì'], value: [['8', '9'], null] },
    { id: 6, title: 'Una foto', type: 'FILE_UPLOAD', value: ['drive-1', 'drive-2'] },
  ],
  ...change,
});

/** The script, installed, whose requests are answered so one after the other, and the last answer from then on. */
function installed(...answers: (number | 'away')[]) {
  const sent: Sent[] = [];
  const fetch = (request: Sent) => {
    sent.push(request);
    return answers[sent.length - 1] ?? answers.at(-1) ?? 200;
  };
  const script = appsScript({ address: ADDRESS, secret: SECRET, fetch });
  script.run('install');
  return { ...script, sent };
}

const idsOf = (sent: Sent[]) => sent.map(({ body }) => JSON.parse(String(body)).responseId);

describe('docs/google-forms.gs', () => {
  it('sends each response once, signed, in its very bytes', async () => {
    const { submit, sent, properties, slept } = installed(200);
    submit(response('r1'));
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe(ADDRESS);
    expect(google.verify(sent[0] as Sent, [SECRET], new Date())).toEqual({});
    expect(google.verify(sent[0] as Sent, [google.newSecret?.() ?? ''], new Date())).toBeUndefined();
    expect([...properties]).toEqual([]);
    expect(slept).toEqual([0]);
  });

  it('sends what becomes a ticket in which each answer stands', async () => {
    const { submit, sent } = installed(200);
    submit(response('r1'));
    const submission = await google.read(sent[0] as Sent);
    expect(submission).toMatchObject({ id: 'r1', form: 'Assistenza', at: '2026-11-29T07:00:00.000Z' });
    const { text, ...asked } = ask(submission, { name: 'assistenza' });
    expect(asked).toMatchObject({ email: 'anna@rossi.example', name: 'Zoë Rossi', subject: 'La stampante brucia 🔥' });
    for (const answer of [
      'La stampante brucia 🔥\nDavvero.',
      ...['Prodotti: Stampante, Fax', 'Come va?: Web: Bene', 'Quando?: Lunedì: 8, 9'],
      ...['Una foto: https://drive.google.com/open?id=drive-1', 'Una foto: https://drive.google.com/open?id=drive-2'],
    ]) {
      expect(text).toContain(answer);
    }
  });

  it.each([['away'], [503], [500], [429], [408]] as const)('waits and tries again after %s, signed anew', (failure) => {
    const { submit, sent, slept, properties } = installed(failure, failure, 200);
    submit(response('r1'));
    expect(idsOf(sent)).toEqual(['r1', 'r1', 'r1']);
    expect(slept.map((ms) => ms > 0)).toEqual([false, true, true]);
    expect(sent.every((each) => google.verify(each, [SECRET], new Date()))).toBe(true);
    expect([...properties]).toEqual([]);
  });

  it('keeps what it could not send, by its id alone, and sends it with the next response or by its timer', () => {
    const answers: (number | 'away')[] = ['away', 'away', 'away', 'away', 'away', 'away', 'away', 'away', 200];
    const { submit, run, sent, properties, world } = installed(...answers);
    submit(response('r1'));
    expect([...properties.keys()]).toEqual(['kept:r1']);
    expect(JSON.stringify([...properties])).not.toContain('anna');
    submit(response('r2'));
    expect([...properties.keys()].toSorted()).toEqual(['kept:r1', 'kept:r2']);
    expect(world.triggers).toContainEqual({ handler: 'sendKept', every: 10 });
    run('sendKept');
    expect(idsOf(sent).slice(8).toSorted()).toEqual(['r1', 'r2']);
    expect([...properties]).toEqual([]);
  });

  it('keeps what is refused, until somebody mends why, and sends the others', () => {
    const { submit, run, sent, properties, complaints } = installed(401, 401, 200);
    submit(response('r1'));
    expect([...properties.keys()]).toEqual(['kept:r1']);
    submit(response('r2'));
    expect([...properties.keys()]).toEqual(['kept:r1']);
    expect(complaints).toContain('the response r1 was answered with 401');
    run('sendKept');
    expect(idsOf(sent)).toEqual(['r1', 'r1', 'r2', 'r1']);
    expect([...properties]).toEqual([]);
  });

  it('does not insist on a response that was edited: the desk has kept it', () => {
    const { submit, properties } = installed(409);
    submit(response('r1'));
    expect([...properties]).toEqual([]);
  });

  it('lets a response that cannot be read keep no other', () => {
    const { run, submit, properties, sent } = installed(200);
    properties.set('kept:gone', '1');
    submit(response('r1'));
    expect(idsOf(sent)).toEqual(['r1']);
    expect([...properties.keys()]).toEqual(['kept:gone']);
    run('sendKept');
    expect(sent).toHaveLength(1);
  });

  it('writes down a response that comes while another run sends', () => {
    const { submit, run, world, sent, properties } = installed(200);
    world.isLocked = true;
    submit(response('r1'));
    expect(sent).toEqual([]);
    expect([...properties.keys()]).toEqual(['kept:r1']);
    world.isLocked = false;
    run('sendKept');
    expect(idsOf(sent)).toEqual(['r1']);
  });

  it('touches no property that is another’s, and no trigger', () => {
    const { run, world, properties, sent } = installed(200);
    properties.set('theirs', 'x');
    world.triggers.push({ handler: 'theirs', every: 5 });
    run('install');
    run('sendKept');
    expect(sent).toEqual([]);
    expect(properties.get('theirs')).toBe('x');
    expect(world.triggers.map(({ handler }) => handler).toSorted()).toEqual(['onResponse', 'sendKept', 'theirs']);
  });

  it.each([
    ['https://…/webhooks/NAME', SECRET, 'ADDRESS: put in'],
    [ADDRESS, 'whsec_…', 'SECRET: put in'],
    [ADDRESS, 'tok_abc', 'SECRET: put in'],
  ])('says what is not filled in: %s, %s', (address, secret, why) => {
    const script = appsScript({ address, secret, fetch: () => 200 });
    expect(() => script.run('install')).toThrow(why);
    expect(script.world.triggers).toEqual([]);
  });
});
