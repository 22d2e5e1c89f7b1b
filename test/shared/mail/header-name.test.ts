import { describe, expect, it } from 'vitest';
import { headerName } from '../../../shared/mail/header-name.ts';

describe('a name in a header of ours', () => {
  it.each([
    'Anna Rossi',
    'Rossi, Anna',
    'Dott.ssa Anna D’Angelo',
    "Seán O'Brien",
    'Jean-Luc Müller-Lüdenscheidt',
    'María del Carmen García López',
    'ludwig van beethoven',
    'Ludwig van der Rohe',
    'Rossi & Figli S.r.l.',
    'J.R.R. Tolkien',
    'Ferramenta Rossi S.p.A. (Milano)',
    '山田太郎',
    'Іван Петренко',
    'محمد علي',
    'IT-Support 24/7',
  ])('may be %s', (name) => {
    expect(headerName(name)).toBe(name);
  });

  it.each([
    ['a URL', 'Win now https://evil.example/x'],
    ['a URL without a scheme', 'www.evil.example'],
    ['a domain', 'Visit evil.com'],
    ['a domain that is not ASCII', 'приз.рф'],
    ['an address', 'anna@rossi.example'],
    ['a sentence', 'Your account is locked, call us'],
    ['a sentence without marks', 'you have won the prize'],
    ['a shout', 'You won!'],
    ['a question', 'Want money?'],
    ['a telephone number', 'Bank 0039 02 1234567'],
    ['many words', 'Anna Maria Luisa Carla Rita Rossi Bianchi'],
    ['a line break', 'Anna\r\nBcc: eve@evil.example'],
    ['a control', 'Anna\u0007Rossi'],
    ['a bidi control', 'Anna \u202eissoR'],
    ['an encoded word', '=?utf-8?Q?Anna?='],
    ['something long', 'A'.repeat(61)],
    ['nothing', '  '],
  ])('is not %s', (_, name) => {
    expect(headerName(name)).toBeUndefined();
  });
});
