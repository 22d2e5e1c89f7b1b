import { describe, expect, it } from 'vitest';
import { assetPath, findAsset, isCurrent } from '../../../functions/web/assets.ts';
import { isCrossSite } from '../../../functions/web/cross-site.ts';
import { textArea, textField } from '../../../functions/web/fields.ts';
import { languageOf } from '../../../functions/web/language.ts';
import { problemSummary } from '../../../functions/web/problems.ts';
import { openTime } from '../../../functions/web/time.ts';

describe('the language of a page', () => {
  it.each([
    ['what the address asks for', { asked: 'it', ticket: 'en' as const, accepts: 'en' }, 'it'],
    ['the ticket’s, when the address asks for one that we do not speak', { asked: 'xx', ticket: 'it' as const }, 'it'],
    ['the first that the browser prefers', { accepts: 'de-DE, it-CH;q=0.8, en;q=0.5' }, 'it'],
    ['the one with the greater weight', { accepts: 'en;q=0.3, it;q=0.9' }, 'it'],
    ['none that the browser refuses', { accepts: 'it;q=0, en;q=0.1' }, 'en'],
    ['the desk’s own, of a browser that says nothing', {}, 'en'],
    ['the desk’s own, of one that says nonsense', { accepts: ';;,=,q=2,\u0000' }, 'en'],
  ])('is %s', (_, given, language) => {
    expect(languageOf({ ...given, otherwise: 'en' })).toBe(language);
  });
});

describe('a request of another site', () => {
  const of = (method: string, headers: Record<string, string>) =>
    isCrossSite(method, (name) => headers[name], 'https://desk.example');

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is told by what the browser says, for %s', (method) => {
    expect(of(method, { 'sec-fetch-site': 'cross-site' })).toBe(true);
    expect(of(method, { 'sec-fetch-site': 'same-site' })).toBe(true);
    expect(of(method, { origin: 'https://evil.example' })).toBe(true);
    expect(of(method, { origin: 'null' })).toBe(true);
    expect(of(method, { 'sec-fetch-site': 'same-origin', origin: 'https://other.example' })).toBe(false);
    expect(of(method, { 'sec-fetch-site': 'none' })).toBe(false);
    expect(of(method, { origin: 'https://desk.example' })).toBe(false);
    expect(of(method, {})).toBe(false);
  });

  it('may read, since reading changes nothing', () => {
    for (const method of ['GET', 'HEAD']) expect(of(method, { 'sec-fetch-site': 'cross-site' })).toBe(false);
  });
});

describe('a field', () => {
  const evil = '"><script>alert(1)</script>';

  it('holds what was typed as text, whatever it is', () => {
    const field = textField({ name: 'name', label: 'Name', value: evil, language: 'en' }).markup;
    const area = textArea({ name: 'text', label: 'Text', value: `</textarea>${evil}`, language: 'en' }).markup;
    expect(field + area).not.toContain('<script>');
    expect(area).not.toContain('</textarea>"');
  });

  it('is tied to its hint and to what is wrong with it', () => {
    const problems = [{ field: 'email', message: 'Enter an address' }];
    const field = textField({ name: 'email', label: 'Mail', hint: 'We answer here', language: 'en', problems }).markup;
    expect(field).toContain('aria-describedby="email-hint email-problem"');
    expect(field).toContain('aria-invalid="true"');
    const summary = problemSummary('There is a problem', problems)?.markup;
    expect(summary).toContain('<a href="#email">Enter an address</a>');
    expect(problemSummary('There is a problem', [])).toBeUndefined();
  });
});

describe('our files', () => {
  it('are found under one hash, and under no other name', () => {
    const [, , hash = '', name = ''] = assetPath('desk.css').split('/');
    expect([isCurrent(hash), isCurrent('0'), name]).toEqual([true, false, 'desk.css']);
    expect(assetPath('countdown.js').split('/')[2]).toBe(hash);
    expect(findAsset('desk.css')?.type).toBe('text/css; charset=utf-8');
    for (const other of ['../app.ts', 'app.ts', '', '__proto__']) expect(findAsset(other)).toBeUndefined();
  });
});

it.each([
  [7200, '2 hours', '2 ore'],
  [1800, '30 minutes', '30 minuti'],
  [86_400, '24 hours', '24 ore'],
  [5400, '1 hour 30 minutes', '1 ora 30 minuti'],
  [0, '0 minutes', '0 minuti'],
])('%i seconds of open time are said in hours, and never in days', (seconds, en, it) => {
  expect([openTime(seconds, 'en'), openTime(seconds, 'it')]).toEqual([en, it]);
});
