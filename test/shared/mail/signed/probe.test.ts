import { describe, expect, it } from 'vitest';
import { followLink } from '../../../../shared/mail/signed/follow-link.ts';
import { loopHeader } from '../../../../shared/mail/signed/loop-header.ts';
import { canaryAddress, type Probe, probeHeader, readProbe } from '../../../../shared/mail/signed/probe.ts';
import { renderToken } from '../../../../shared/mail/signed/render-token.ts';
import { isSmokeForm, smokeFormToken } from '../../../../shared/mail/signed/smoke-form.ts';
import { newProbeId } from '../../../../shared/notify/probe-mail.ts';

const DESK = { supportAddress: 'help@support.example' };
const MADE = '2026-11-30T08:00:00.000Z';
const canary: Probe = { kind: 'canary', id: '0123456789abcdef', made: MADE };
const header = probeHeader('key', DESK, canary);

/** The mail as the mail service had it a second later, with changes. */
const mail = (change: { from?: string[]; value?: string[]; to?: string[]; at?: string } = {}) => ({
  fields: [
    ...(change.from ?? ['canary@support.example']).map((value) => ({ name: 'From', value })),
    ...(change.value ?? [header.value]).map((value) => ({ name: header.name, value })),
  ],
  recipients: change.to ?? ['help@support.example'],
  receivedAt: change.at ?? '2026-11-30T08:00:01.000Z',
});

describe('a probe', () => {
  it('is read back by any of the keys, by fields in any case of letters', () => {
    expect(readProbe(['new', 'key'], DESK, mail())).toEqual(canary);
    const { fields, ...rest } = mail({ from: ['<Canary@Support.example>'], to: ['HELP@support.example'] });
    const shouted = fields.map(({ name, value }) => ({ name: name.toUpperCase(), value }));
    expect(readProbe(['key'], DESK, { ...rest, fields: shouted })).toEqual(canary);
  });

  it('comes from an address of the domain that nobody else has', () => {
    expect(canaryAddress(DESK)).toBe('canary@support.example');
    expect([newProbeId(), newProbeId()]).toEqual([expect.stringMatching(/^[0-9a-z]{16}$/), expect.anything()]);
    expect(newProbeId()).not.toBe(newProbeId());
  });

  const smoke = probeHeader('key', DESK, { ...canary, kind: 'smoke' }).value;
  const [, signature = ''] = /\.([^.]+)$/.exec(smoke) ?? [];
  it.each([
    ['from somebody else, with a true signature', { from: ['anna@rossi.example'] }],
    ['from somebody who calls themself so', { from: ['"canary@support.example" <anna@rossi.example>'] }],
    ['from two', { from: ['canary@support.example, anna@rossi.example'] }],
    ['from two, by two fields', { from: ['canary@support.example', 'anna@rossi.example'] }],
    ['from nobody', { from: [] }],
    ['to another address of ours', { to: ['sales@support.example'] }],
    ['to others as well', { to: ['help@support.example', 'sales@support.example'] }],
    ['made in the future', { at: '2026-11-30T07:58:59.000Z' }],
    ['without the field', { value: [] }],
    ['with the field twice', { value: [header.value, header.value] }],
    ['with the signature of the other kind', { value: [header.value.replace(/[^.]+$/, signature)] }],
    ['the other kind by its word alone', { value: [header.value.replace('canary', 'smoke')] }],
    ['of another id', { value: [header.value.replace('0123456789abcdef', '0123456789abcdeg')] }],
    ['made later than signed', { value: [header.value.replace(/\.[^.]+\./, '.zzzzzz.')] }],
    ['signed by a field of our other mails', { value: [loopHeader('key', DESK.supportAddress).value] }],
    ['signed by the token of a page', { value: [`canary ${renderToken('key', MADE)}`] }],
    [
      'signed by a link',
      {
        value: [
          followLink(
            'key',
            { webUrl: 'https://desk.example' },
            { ticketId: 'T-4F7K2M9Q', address: 'a@b.example', at: MADE },
          ),
        ],
      },
    ],
    ['signed for a form', { value: [`smoke ${smokeFormToken('key', 'form', { id: canary.id, at: MADE })}`] }],
    ['nonsense', { value: ['canary'] }],
  ])('is none when it is %s', (_, change) => {
    expect(readProbe(['key'], DESK, mail(change))).toBeUndefined();
  });

  it('is none by another key, nor at a desk with another address', () => {
    expect(readProbe(['other'], DESK, mail())).toBeUndefined();
    expect(readProbe([], DESK, mail())).toBeUndefined();
    const other = { supportAddress: 'sales@support.example' };
    expect(readProbe(['key'], other, mail({ to: ['sales@support.example'] }))).toBeUndefined();
  });

  it('counts up to ten minutes after it was made, and a little before', () => {
    for (const at of ['2026-11-30T07:59:00.000Z', '2026-11-30T08:10:00.000Z'])
      expect(readProbe(['key'], DESK, mail({ at }))).toEqual(canary);
  });
});

describe('the token of a smoke post', () => {
  const token = smokeFormToken('key', 'website', { id: canary.id, at: MADE });

  it('counts for its source, for ten minutes', () => {
    expect(isSmokeForm(['new', 'key'], 'website', { token, at: '2026-11-30T08:10:00.000Z' })).toBe(true);
    expect(isSmokeForm(['key'], 'website', { token, at: '2026-11-30T08:10:01.000Z' })).toBe(false);
  });

  it.each([
    ['another source', 'shop', token],
    ['another purpose', 'website', renderToken('key', MADE)],
    ['a mail', 'website', header.value.replace('canary ', '')],
    ['nothing', 'website', ''],
  ])('of %s is none', (_, source, given) => {
    expect(isSmokeForm(['key'], source, { token: given, at: MADE })).toBe(false);
    expect(isSmokeForm(['other'], source, { token, at: MADE })).toBe(false);
  });
});
