import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkSender } from '../../../../infra/local/smtp/check-sender.ts';
import type { Resolve } from '../../../../infra/local/smtp/dns.ts';

const MAIL = [
  'From: Anna <anna@acme.it>',
  'To: help@desk.example',
  'Subject: The door',
  'Message-ID: <m1@acme.it>',
  'Date: Mon, 30 Nov 2026 09:00:00 +0100',
  '',
  'It does not open.',
  '',
].join('\r\n');

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const KEY = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`;
let signed: string;

/** The header line by which this domain signs the mail. The library's types want one signature, its code a list of them. */
async function signatureOf(signingDomain: string): Promise<string> {
  const signature = { signingDomain, selector: 's1', privateKey };
  const { signatures } = await dkimSign(MAIL, { ...signature, signatureData: [signature] });
  return signatures;
}

beforeAll(async () => {
  const signatures = await signatureOf('acme.it');
  signed = signatures + MAIL;
});

/** A world with these TXT records and nothing else. */
const world =
  (records: Record<string, string>): Resolve =>
  async (name, type) => {
    const record = type === 'TXT' ? records[name] : undefined;
    if (record === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    return [[record]];
  };

const silence: Resolve = async () => {
  throw Object.assign(new Error('nobody answers'), { code: 'ETIMEOUT' });
};

function check(raw: string | Buffer, resolver: Resolve, author: string | undefined = 'anna@acme.it') {
  const delivery = { raw: Buffer.from(raw), sender: 'anna@acme.it', ip: '127.0.0.1', helo: 'mail.acme.it' };
  return checkSender({ ...delivery, author }, resolver);
}

describe('the sender of a mail that did not log in', () => {
  it('is proved by a signature of its domain, wherever the mail comes from', async () => {
    const records = {
      's1._domainkey.acme.it': KEY,
      'acme.it': 'v=spf1 ip4:192.0.2.1 -all',
      '_dmarc.acme.it': 'v=DMARC1; p=reject',
    };
    expect(await check(signed, world(records))).toEqual({ spf: 'FAIL', dkim: 'PASS', dmarc: 'PASS' });
  });

  it('is disowned when its domain asks for that and nothing passes', async () => {
    const records = { 'acme.it': 'v=spf1 -all', '_dmarc.acme.it': 'v=DMARC1; p=quarantine' };
    expect(await check(MAIL, world(records))).toEqual({
      spf: 'FAIL',
      dkim: 'GRAY',
      dmarc: 'FAIL',
      dmarcPolicy: 'quarantine',
    });
  });

  it('is GRAY for DMARC when its domain does not mind', async () => {
    const records = { 'acme.it': 'v=spf1 -all', '_dmarc.acme.it': 'v=DMARC1; p=none' };
    expect(await check(MAIL, world(records))).toMatchObject({ spf: 'FAIL', dmarc: 'GRAY' });
  });

  it('is not proved by a mail that was changed after it was signed', async () => {
    const records = { 's1._domainkey.acme.it': KEY, '_dmarc.acme.it': 'v=DMARC1; p=reject' };
    const changed = signed.replace('does not open', 'opens');
    expect(await check(changed, world(records))).not.toMatchObject({ dkim: 'PASS' });
    expect(await check(changed, world(records))).toMatchObject({ dmarc: 'FAIL' });
  });

  it('is not proved by a signature of another domain', async () => {
    const signatures = await signatureOf('evil.it');
    const records = { 's1._domainkey.evil.it': KEY, '_dmarc.acme.it': 'v=DMARC1; p=reject' };
    expect(await check(signatures + MAIL, world(records))).toMatchObject({ dkim: 'PASS', dmarc: 'FAIL' });
  });

  it('is never proved when the mail names several authors', async () => {
    const delivery = { raw: Buffer.from(signed), sender: '', ip: '127.0.0.1', helo: 'x', author: undefined };
    const records = { 's1._domainkey.acme.it': KEY, '_dmarc.acme.it': 'v=DMARC1; p=reject' };
    expect(await checkSender(delivery, world(records))).toMatchObject({ dkim: 'PASS', dmarc: 'GRAY' });
  });

  it.each<[string, Resolve, number?]>([
    ['there is no DNS', silence],
    ['no domain has a record', world({})],
    ['the mail is too large to be checked', world({ 's1._domainkey.acme.it': KEY }), 5 * 1024 * 1024],
  ])('is GRAY throughout when %s', async (_, resolver, padding = 0) => {
    expect(await check(signed + ' '.repeat(padding), resolver)).toEqual({ spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' });
  });

  it.each([
    ['nothing', ''],
    ['bytes', Buffer.from([0, 255, 13, 10, 200])],
    [
      'a header without an end',
      `From: a@acme.it\r\n${'DKIM-Signature: v=1; a=rsa-sha256; d=acme.it\r\n'.repeat(2_000)}`,
    ],
  ])('is GRAY for a mail that is %s', async (_, raw) => {
    expect(await check(raw, silence)).toEqual({ spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' });
  });
});
