import { readFileSync } from 'node:fs';
import { SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHANGES } from '../../../../infra/local/ses/page.ts';
import { sesAccount } from '../../../../shared/aws/mail-account.ts';
import { type SesAccount, startSesAccount } from '../../../support/ses.ts';

let ses: SesAccount;
beforeAll(async () => {
  ses = await startSesAccount();
});
beforeEach(() => ses.reset());
afterAll(() => ses.stop());

const HEADER = ['From: "Help, at <evil@other.example>" <help@support.example>', 'Subject: =?utf-8?q?Caff=C3=A8?='];

function mail(header: string[] = HEADER, body = 'x'): Uint8Array {
  return Buffer.from([...header, '', body, ''].join('\r\n'));
}

function send(input: Partial<SendRawEmailCommandInput> = {}) {
  const { Destinations = ['anna@rossi.example'], RawMessage = { Data: mail() }, ...rest } = input;
  return ses.client.send(new SendRawEmailCommand({ Destinations, RawMessage, ...rest }));
}

/** What SES answers to a mail that it does not take. */
const refusal = (input: Partial<SendRawEmailCommandInput>) =>
  send(input).then(
    () => 'taken',
    (error: Error) => `${error.name}: ${error.message}`,
  );

const many = (count: number) => Array.from({ length: count }, (_, index) => `copy${index}@many.example`);

it.each(['Content-Disposition: attachment; filename=a.exe', 'Content-Type: text/plain;\r\n name="x.JS"'])(
  '%j names a file that SES refuses',
  async (line) => {
    const parts = ['--b', line, '', 'x', '--b--'].join('\r\n');
    const data = mail([...HEADER, 'Content-Type: multipart/mixed; boundary=b'], parts);
    expect(await refusal({ RawMessage: { Data: data } })).toMatch(/^InvalidParameterValue: Illegal filename '/);
  },
);

describe('the account', () => {
  const asked = () => sesAccount(ses.client).state();

  it('says what is left of its quota, and of none', async () => {
    const { sent } = await asked();
    await send({ Destinations: ['anna@rossi.example', 'success@simulator.amazonses.com'] });
    expect(await asked()).toEqual({ isPaused: false, sent: sent + 1 });
    ses.rules.perDay = 50_000;
    expect(await asked()).toEqual({ isPaused: false, sent: sent + 1, most: 50_000 });
    ses.clock.ms += 24 * 60 * 60_000;
    expect(await asked()).toMatchObject({ sent: 0 });
  });

  it('says what it tried of the last day, and what came back', async () => {
    const asks = () => sesAccount(ses.client).returned(new Date(ses.clock.ms).toISOString());
    const before = await asks();
    await send({ Destinations: ['anna@rossi.example', 'bounce@simulator.amazonses.com'] });
    await send({ Destinations: ['bounce@simulator.amazonses.com'] });
    expect((await asks()).of).toBe(before.of + 2);
    ses.clock.ms += 25 * 60 * 60_000;
    expect(await asks()).toEqual({ of: 0, returned: 0 });
  });

  it('says that it is paused', async () => {
    ses.rules.paused = true;
    expect(await asked()).toMatchObject({ isPaused: true });
  });
});

describe('a mail that SES takes', () => {
  it('is kept with its envelope, header and tags, and shown in the mailbox', async () => {
    const { MessageId } = await send({
      Destinations: ['anna@rossi.example', 'bcc@rossi.example'],
      RawMessage: {
        Data: mail([...HEADER, 'Return-Path: <bounces+1@support.example>', 'References: <a@x>', '\t<b@x>']),
      },
      ConfigurationSetName: 'sending',
      Tags: [{ Name: 'ticket', Value: 'T-1' }],
    });
    const taken = (await ses.sent()).at(-1);
    expect(taken).toMatchObject({
      messageId: MessageId,
      source: 'bounces+1@support.example',
      destinations: ['anna@rossi.example', 'bcc@rossi.example'],
      tags: [{ name: 'ticket', value: 'T-1' }],
      configurationSet: 'sending',
    });
    expect(taken?.header).toContainEqual({ name: 'References', value: '<a@x> <b@x>' });
    const { emails } = (await (await fetch(`${ses.url}/store`)).json()) as { emails: { subject: string }[] };
    expect(emails.at(-1)?.subject).toBe('Caffè');
  });

  it('has an id in the form of SES, another for each', async () => {
    const [one, two] = [await send(), await send()];
    expect(one.MessageId).toMatch(
      /^0102[0-9a-f]{12}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-000000$/,
    );
    expect(two.MessageId).not.toBe(one.MessageId);
  });

  it('goes to the header’s recipients when the request names none', async () => {
    await send({
      Destinations: [],
      RawMessage: { Data: mail([...HEADER, 'To: Anna <anna@rossi.example>, b@x.example']) },
    });
    expect((await ses.sent()).at(-1)?.destinations).toEqual(['anna@rossi.example', 'b@x.example']);
  });
});

describe('an address', () => {
  it.each([
    ['nobody', "Missing final '@domain'"],
    ['nobody at all', 'Local address contains control or whitespace'],
    ['müller@rossi.example', 'Local address contains control or whitespace'],
    ['Anna <anna@rossi.example>', 'Local address contains control or whitespace'],
    ['a<b@rossi.example', 'Local address contains illegal character'],
    ['@rossi.example', 'Missing local name'],
    ['.anna@rossi.example', 'Local address starts with dot'],
    ['an..na@rossi.example', 'Local address contains dot-dot'],
    ['anna.@rossi.example', 'Local address ends with dot'],
    ['anna@', 'Missing domain'],
    ['anna@rossi..example', 'Domain contains dot-dot'],
    ['anna@.example', 'Domain starts with dot'],
    ['anna@rossi.example.', 'Domain ends with dot'],
    ['anna@rössi.example', 'Domain contains control or whitespace'],
    ['anna@rossi.example@evil.example', 'Domain contains illegal character'],
  ])('%s is refused', async (address, text) => {
    expect(await refusal({ Destinations: ['good@rossi.example', address] })).toBe(`InvalidParameterValue: ${text}`);
  });

  it('in Punycode, with a label and with odd signs is taken', async () => {
    expect(await refusal({ Destinations: ["o'hara+desk=1@xn--rssi-6qa.example", 'x_y!z@a-b.example'] })).toBe('taken');
  });

  it('in the header is looked at too', async () => {
    const header = [...HEADER, 'Reply-To: <help+ü@support.example>'];
    expect(await refusal({ RawMessage: { Data: mail(header) } })).toBe(
      'InvalidParameterValue: Local address contains control or whitespace',
    );
  });
});

describe('a mail', () => {
  it('may have 50 recipients and no more', async () => {
    expect(await refusal({ Destinations: many(50) })).toBe('taken');
    expect(await refusal({ Destinations: many(51) })).toBe('InvalidParameterValue: Recipient count exceeds 50.');
  });

  it('may have 10 MB and no more', async () => {
    const fill = (bytes: number) => Buffer.concat([mail(), Buffer.alloc(bytes - mail().length, 'x')]);
    const limit = 10 * 1024 * 1024;
    expect(await refusal({ RawMessage: { Data: fill(limit) } })).toBe('taken');
    expect(await refusal({ RawMessage: { Data: fill(limit + 1) } })).toBe(
      `InvalidParameterValue: Message length is more than ${limit} bytes long: '${limit + 1}'.`,
    );
  });

  it.each([
    ['without a From', ['Subject: x'], "Missing required header 'From'."],
    ['with two subjects', [...HEADER, 'subject: again'], "Duplicate header 'Subject'."],
  ])('%s is refused', async (_, header, text) => {
    expect(await refusal({ RawMessage: { Data: mail(header) } })).toBe(`InvalidParameterValue: ${text}`);
  });

  it('without any recipient is refused', async () => {
    expect(await refusal({ Destinations: [] })).toBe("InvalidParameterValue: Missing required header 'To'.");
  });

  it.each([
    ['name', { Name: 'ti:cket', Value: '1' }, 'Invalid tag name <ti:cket>'],
    ['value', { Name: 'ticket', Value: 'a b' }, 'Invalid tag value <a b>'],
  ])('with a tag of the wrong %s is refused', async (_, tag, text) => {
    expect(await refusal({ Tags: [tag] })).toBe(
      `InvalidParameterValue: ${text}: only alphanumeric ASCII characters, '_', and '-' are allowed.`,
    );
  });
});

describe('the account', () => {
  const unverified = (identities: string) =>
    'MessageRejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: ' +
    identities;

  it('sends as its identity and what is below it, whatever the display name says', async () => {
    const from = (address: string) => refusal({ RawMessage: { Data: mail([`From: Help <${address}>`]) } });
    expect(await from('HELP@Support.Example')).toBe('taken');
    expect(await from('help@eu.support.example')).toBe('taken');
    expect(await from('help@notsupport.example')).toBe(unverified('help@notsupport.example'));
  });

  it('must also own the Return-Path and the Source', async () => {
    const header = [...HEADER, 'Return-Path: <a@one.example>'];
    expect(await refusal({ Source: 'b@two.example', RawMessage: { Data: mail(header) } })).toBe(
      unverified('a@one.example, b@two.example'),
    );
  });

  it('in the sandbox sends to verified addresses and to the simulator only', async () => {
    ses.rules.sandbox = true;
    ses.rules.verified.push('anna@rossi.example');
    const Destinations = ['anna@rossi.example', 'success@simulator.amazonses.com'];
    expect(await refusal({ Destinations })).toBe('taken');
    expect(await refusal({ Destinations: [...Destinations, 'b@rossi.example'] })).toBe(unverified('b@rossi.example'));
  });

  it('that is paused sends nothing', async () => {
    ses.rules.paused = true;
    expect(await refusal({})).toMatch(/^MessageRejected: Sending paused for this account\. /);
  });

  it('knows its configuration sets', async () => {
    expect(await refusal({ ConfigurationSetName: 'constructor' })).toBe(
      'ConfigurationSetDoesNotExistException: Configuration set <constructor> does not exist.',
    );
  });

  it('that is full for the second takes one more mail and waits for what that owes', async () => {
    ses.rules.perSecond = 14;
    ses.clock.ms += 1_000;
    expect(await refusal({ Destinations: many(13) })).toBe('taken');
    expect(await refusal({ Destinations: many(14) })).toBe('taken');
    ses.clock.ms += 999;
    expect(await refusal({})).toBe('Throttling: Maximum sending rate exceeded.');
    ses.clock.ms += 1;
    expect(await refusal({})).toBe('taken');
  });

  it('that is full for the day sends to the simulator, and to others a day later', async () => {
    ses.clock.ms += 48 * 60 * 60_000;
    ses.rules.perDay = 2;
    expect(await refusal({ Destinations: ['bounce@simulator.amazonses.com'] })).toBe('taken');
    expect(await refusal({ Destinations: many(2) })).toBe('taken');
    expect(await refusal({})).toBe('Throttling: Daily message quota exceeded.');
    ses.clock.ms += 24 * 60 * 60_000;
    expect(await refusal({})).toBe('taken');
  });

  it('refuses what it is told to, as often as it is told', async () => {
    const failure = { code: 'ServiceUnavailable', message: 'Not now.', status: 503, times: 2 };
    ses.rules.refuse.push({ ...failure, to: 'anna@rossi.example' });
    expect(await refusal({ Destinations: ['other@rossi.example'] })).toBe('taken');
    expect([await refusal({}), await refusal({}), await refusal({})]).toEqual([
      'ServiceUnavailable: Not now.',
      'ServiceUnavailable: Not now.',
      'taken',
    ]);
  });

  it('knows no other call', async () => {
    const response = await fetch(ses.url, { method: 'POST', body: new URLSearchParams({ Action: 'SendEmail' }) });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('<Code>InvalidAction</Code>'),
    ]);
  });
});

describe('a person', () => {
  const change = (body: string) => fetch(`${ses.url}/rules`, { method: 'PATCH', body });

  it('changes what SES refuses, and is told what is no rule', async () => {
    expect(await (await change('{"paused":true}')).json()).toMatchObject({ paused: true, sandbox: false });
    expect(await refusal({})).toContain('Sending paused');
    const wrong = await change('{"perSecond":"fast"}');
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('perSecond')]);
    expect((await change('paused')).status).toBe(400);
  });

  it('sees what was refused beside what was sent', async () => {
    await refusal({ Destinations: ['anna@rossi..example'] });
    expect((await ses.refused()).at(-1)).toMatchObject({
      code: 'InvalidParameterValue',
      message: 'Domain contains dot-dot',
      to: ['anna@rossi..example'],
      subject: 'Caffè',
    });
    const page = await (await fetch(`${ses.url}/`)).text();
    expect(page).toContain('<h1>Mailbox of the support desk</h1>');
    expect(page.indexOf('id="refused"')).toBeGreaterThan(0);
    expect(page.indexOf('id="refused"')).toBeLessThan(page.indexOf('id="content"'));
    await fetch(`${ses.url}/clear-store`, { method: 'POST' });
    expect(await ses.refused()).toEqual([]);
  });
});

describe('the mailbox page', () => {
  it('is its maker’s, with all that the desk has other', async () => {
    const theirs = readFileSync(
      import.meta.resolve('aws-ses-v2-local/static/index.html').slice('file://'.length),
      'utf8',
    );
    for (const [known] of CHANGES) expect(theirs).toContain(known);
    const ours = await (await fetch(ses.url)).text();
    for (const [, changed] of CHANGES) expect(ours).toContain(changed);
  });
});

it('a mailbox that is gone is a failure of the service', async () => {
  const other = await startSesAccount();
  await other.loseMailbox();
  await expect(
    other.client.send(new SendRawEmailCommand({ Destinations: ['anna@rossi.example'], RawMessage: { Data: mail() } })),
  ).rejects.toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
  expect(other.errors).toHaveLength(1);
  await other.stop();
});
