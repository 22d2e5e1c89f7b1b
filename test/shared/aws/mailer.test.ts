import { SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientFor } from '../../../infra/local/resources.ts';
import { serve } from '../../../infra/local/serve.ts';
import { sesMailer } from '../../../shared/aws/mailer.ts';
import { mailTo } from '../../support/outgoing.ts';
import { type SesAccount, startSesAccount } from '../../support/ses.ts';

let ses: SesAccount;
beforeAll(async () => {
  ses = await startSesAccount();
});
beforeEach(() => ses.reset());
afterAll(() => ses.stop());

const mailer = (set = 'sending') => sesMailer(ses.client, set, []);
const envelopes = async (subject: string) =>
  (await ses.sent()).filter(({ header }) => header.some(({ name, value }) => name === 'Subject' && value === subject));

describe('mail through SES', () => {
  it('goes with the configuration set and with tags, in which what SES does not take is replaced', async () => {
    const tags = { ticket: 'T-1', purpose: 'answer', message: `a/b ${'c'.repeat(300)}` };
    await mailer().send(mailTo('tagged@few.example', { tags }));
    expect((await envelopes('To tagged@few.example'))[0]).toMatchObject({
      configurationSet: 'sending',
      tags: [
        { name: 'ticket', value: 'T-1' },
        { name: 'purpose', value: 'answer' },
        { name: 'message', value: `a_b_${'c'.repeat(252)}` },
      ],
    });
  });

  it('goes to its one recipient, whomever its header shows', async () => {
    const cc = [{ address: 'copy@many.example' }];
    await mailer().send(mailTo('shown@few.example', { recipient: 'copy@many.example', cc }));
    expect((await envelopes('To shown@few.example')).map(({ destinations }) => destinations)).toEqual([
      ['copy@many.example'],
    ]);
  });
});

describe('a mail that comes too fast', () => {
  const throttle = { code: 'Throttling', message: 'Maximum sending rate exceeded.', status: 400 };

  it('is sent again after a moment, as often as it takes a burst to end', async () => {
    ses.rules.refuse.push({ ...throttle, times: 2 });
    expect(await sesMailer(ses.client, 'sending', [1, 1]).send(mailTo('burst@few.example'))).toMatchObject({
      outcome: 'done',
    });
    expect(await envelopes('To burst@few.example')).toHaveLength(1);
  });

  it('is for later when the burst does not end', async () => {
    ses.rules.refuse.push(throttle);
    expect(await sesMailer(ses.client, 'sending', [1, 1]).send(mailTo('flood@few.example'))).toMatchObject({
      outcome: 'later',
    });
    const flood = (await ses.refused()).filter(({ subject }) => subject === 'To flood@few.example');
    expect(flood).toHaveLength(3);
  });
});

describe('a mail from an address that SES has not verified', () => {
  it('leaves from the other one, and the refused one is not tried with each mail', async () => {
    const send = mailer();
    const mail = (to: string) => ({
      ...mailTo(to),
      from: { address: 'support@company.example' },
      elseFrom: { address: 'help@support.example' },
    });
    for (const to of ['one@else.example', 'two@else.example']) {
      expect(await send.send(mail(to))).toMatchObject({ outcome: 'done' });
    }
    const sent = (await ses.sent()).filter(({ destinations }) => /@else\.example$/.test(destinations[0] ?? ''));
    const from = sent.map(({ header }) => header.find(({ name }) => name.toLowerCase() === 'from')?.value);
    expect(from).toEqual(['help@support.example', 'help@support.example']);
    const refused = (await ses.refused()).filter(({ to }) => /@else\.example$/.test(to[0] ?? ''));
    expect(refused).toHaveLength(1);
  });

  it('leaves from it once it is verified', async () => {
    ses.rules.verified.push('company.example');
    const mail = {
      ...mailTo('three@else.example'),
      from: { address: 'support@company.example' },
      elseFrom: { address: 'help@support.example' },
    };
    await mailer().send(mail);
    const [sent] = (await ses.sent()).filter(({ destinations }) => destinations.includes('three@else.example'));
    expect(sent?.header.find(({ name }) => name.toLowerCase() === 'from')?.value).toBe('support@company.example');
  });
});

describe('what SES says', () => {
  const said = async (code: string, message: string, status = 400) => {
    ses.rules.refuse = [{ code, message, status }];
    return mailer().send(mailTo('anna@rossi.example'));
  };

  it.each([
    [
      'MessageRejected',
      'Email address is not verified. The following identities failed the check in region …: a@b.example',
    ],
    ['MessageRejected', 'Sending paused for this account. For more information, …'],
    ['MessageRejected', 'Something that nobody has documented.'],
    ['Throttling', 'Maximum sending rate exceeded.'],
    ['Throttling', 'Daily message quota exceeded.'],
    ['ConfigurationSetDoesNotExist', 'Configuration set <sending> does not exist.'],
    ['ConfigurationSetSendingPausedException', 'Sending is paused for configuration set sending'],
    ['AccountSendingPausedException', 'Email sending is disabled for your entire Amazon SES account.'],
    ['MailFromDomainNotVerifiedException', 'The MX record could not be read.'],
    ['InvalidParameterValue', 'Something that nobody has documented.'],
    ['AccessDenied', 'User … is not authorized to perform `ses:SendRawEmail`'],
    ['InvalidClientTokenId', 'The security token included in the request is invalid.', 403],
    ['ServiceUnavailable', 'Service unavailable.', 503],
    ['InternalFailure', 'Internal failure.', 500],
  ])('for later: %s, %s', async (code, message, status = 400) => {
    const name = code === 'ConfigurationSetDoesNotExist' ? `${code}Exception` : code;
    expect(await said(code, message, status)).toEqual({ outcome: 'later', reason: `${name}: ${message}` });
  });

  it.each([
    ['recipient', 'InvalidParameterValue', "Missing final '@domain'"],
    ['recipient', 'InvalidParameterValue', 'Missing domain'],
    ['recipient', 'InvalidParameterValue', 'Local address contains control or whitespace'],
    ['recipient', 'InvalidParameterValue', 'Domain ends with dot'],
    ['recipient', 'InvalidParameterValue', 'Illegal address'],
    ['mail', 'InvalidParameterValue', "Message length is more than 10485760 bytes long: '12078147'."],
    ['mail', 'InvalidParameterValue', "Duplicate header 'DKIM-Signature'."],
    ['mail', 'InvalidParameterValue', "Missing required header 'From'."],
    ['mail', 'InvalidParameterValue', 'Header section too long.'],
    ['mail', 'MessageRejected', 'The message was rejected because it contained a virus.'],
  ])('for good, for the sake of the %s: %s, %s', async (what, code, message) => {
    expect(await said(code, message)).toEqual({ outcome: 'refused', what, reason: `${code}: ${message}` });
  });

  const clientAt = (url: string, region = 'eu-west-1') => new SESClient({ ...clientFor(url), region, maxAttempts: 1 });

  it('nothing, since it is away: for later', async () => {
    const gone = await serve(() => new Response());
    await gone.close();
    expect(await sesMailer(clientAt(gone.url), 'sending').send(mailTo('anna@rossi.example'))).toEqual({
      outcome: 'later',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('without an id that it took the mail: for later, since no report could be about it', async () => {
    const silent = await serve(
      () => new Response('<SendRawEmailResponse><SendRawEmailResult/></SendRawEmailResponse>'),
    );
    expect(await sesMailer(clientAt(silent.url), 'sending').send(mailTo('anna@rossi.example'))).toEqual({
      outcome: 'later',
      reason: 'Error: SES took a mail and gave no id',
    });
    await silent.close();
  });

  it('in us-east-1 makes a Message-ID at the domain `email`', async () => {
    const american = sesMailer(clientAt(ses.url, 'us-east-1'), 'sending');
    expect(await american.send(mailTo('anna@rossi.example'))).toMatchObject({
      messageId: expect.stringMatching(/@email\.amazonses\.com>$/),
    });
  });
});
