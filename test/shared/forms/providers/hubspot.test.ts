import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hubspot } from '../../../../shared/forms/providers/hubspot.ts';
import { bodyOf, delivered, NOW, posted, readBy, secretFor, URL } from './signed.ts';

const SECRET = secretFor('hubspot');
const body = bodyOf('hubspot');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const verify = (
  headers: Record<string, string | undefined>,
  { url = URL, now = NOW, method }: { url?: string; now?: Date; method?: string } = {},
) => hubspot.verify({ method, url, headers, body }, [SECRET], now);

describe('the first and the second signature of HubSpot', () => {
  const v1 = { 'x-hubspot-signature-version': 'v1', 'x-hubspot-signature': sha256(`${SECRET}${body}`) };
  const v2 = (method = 'POST', url = URL) => ({
    'x-hubspot-signature-version': 'v2',
    'x-hubspot-signature': sha256(`${SECRET}${method}${url}${body}`),
  });

  it('hold: over the body, and over the method and the address as well', () => {
    expect(verify(v1)).toEqual({});
    expect(verify(v2())).toEqual({});
    expect(verify(v2('POST', `${URL}?a=%20b&c`), { url: `${URL}?a=%20b&c` })).toEqual({});
    expect(verify(v2('GET'), { method: 'GET' })).toEqual({});
  });

  it('do not hold as one another, at another address, by another method or without their version', () => {
    expect(verify({ ...v1, 'x-hubspot-signature-version': 'v2' })).toBeUndefined();
    expect(verify({ ...v2(), 'x-hubspot-signature-version': 'v1' })).toBeUndefined();
    expect(verify(v2('POST', `${URL}2`))).toBeUndefined();
    expect(verify(v2('GET'))).toBeUndefined();
    for (const version of [undefined, '', 'v3', 'constructor']) {
      expect(verify({ ...v1, 'x-hubspot-signature-version': version })).toBeUndefined();
    }
  });

  it('do not count beside a third that does not hold', () => {
    const { headers } = delivered('hubspot', { at: new Date(NOW.getTime() - 301_000) });
    expect(verify({ ...v1, ...headers })).toBeUndefined();
    expect(verify({ ...v1, ...delivered('hubspot').headers })).toEqual({});
  });
});

describe('the third signature of HubSpot', () => {
  const { headers } = delivered('hubspot');

  it.each([-300_000, 0, 300_000])('holds %i ms later', (ms) => {
    expect(verify(headers, { now: new Date(NOW.getTime() + ms) })).toEqual({});
  });

  it.each([-300_001, 300_001])('does not hold %i ms later', (ms) => {
    expect(verify(headers, { now: new Date(NOW.getTime() + ms) })).toBeUndefined();
  });

  it('is over the address, in which HubSpot decodes some characters', () => {
    const timestamp = String(NOW.getTime());
    const of = (url: string) => ({
      'x-hubspot-request-timestamp': timestamp,
      'x-hubspot-signature-v3': createHmac('sha256', SECRET).update(`POST${url}${body}${timestamp}`).digest('base64'),
    });
    const url = `${URL}?to=a%40b%2Fc%20d`;
    expect(verify(of(`${URL}?to=a@b/c%20d`), { url })).toEqual({});
    expect(verify(of(url), { url })).toEqual({});
    expect(verify(of(`${URL}?to=a@b/c d`), { url })).toBeUndefined();
    expect(verify(of(URL), { url })).toBeUndefined();
  });
});

describe('what a workflow of HubSpot posts', () => {
  const contact = readBy(hubspot, delivered('hubspot'));

  it('is the newest form of a contact, whose properties are objects with a value', () => {
    expect(contact).toMatchObject({ id: 'conv-new', form: 'Ask for help', at: '2026-11-30T07:58:11.000Z' });
    expect(contact.fields.map(({ key, kind, values }) => [key, kind, ...values])).toEqual([
      ['email', 'email', 'ugo@forno.example'],
      ['firstname', 'name', 'Ugo'],
      ['lastname', 'name', 'Neri'],
      ['message', 'long text', 'The oven is cold.'],
      ['num_ovens', 'number', '0'],
      ['hs_lead_status', 'hidden', 'NEW'],
      ['page-url', 'hidden', 'https://forno.example/help'],
    ]);
  });

  it('has no id where it names no form: that of a person is not that of what they wrote', () => {
    const whole = { ...JSON.parse(String(body)), 'form-submissions': [] };
    expect(readBy(hubspot, posted('hubspot', whole)).id).toBeUndefined();
  });

  it('may be any object that the workflow was told to send', () => {
    const { fields } = readBy(
      hubspot,
      posted('hubspot', { email: 'a@b.example', properties: { plan: 'gold' }, amount: 0 }),
    );
    expect(fields.map(({ key, values }) => [key, ...values])).toEqual([
      ['plan', 'gold'],
      ['email', 'a@b.example'],
      ['amount', '0'],
    ]);
  });
});

describe('what an app of HubSpot posts', () => {
  const event = {
    eventId: 1,
    subscriptionId: 2,
    occurredAt: 1796025491000,
    subscriptionType: 'contact.creation',
    objectId: 9,
    attemptNumber: 0,
  };
  const read = (...events: object[]) => readBy(hubspot, posted('hubspot', events));

  it('is one event, the same at each try', () => {
    expect(read(event)).toMatchObject({ id: '2-1-1796025491000', at: '2026-11-30T07:58:11.000Z' });
    expect(read(event).fields.map(({ key }) => key)).not.toContain('attemptNumber');
    expect(read({ ...event, attemptNumber: 3 })).toEqual(read(event));
  });

  it('has another id for another event, as theirs are not unique, and for another batch', () => {
    const other = { ...event, occurredAt: event.occurredAt + 1 };
    const ids = [read(event), read(other), read(event, other), read(other, event)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(read(event, other).fields.map(({ key }) => key)).toContain('event 2 objectId');
  });

  it('has no id where an event has none: a constant one would hide all later events', () => {
    expect([read({ a: 1 }), read(event, {}), read()].map(({ id }) => id)).toEqual([undefined, undefined, undefined]);
  });
});
