import { expect, it } from 'vitest';
import { phoneLink } from '../../../functions/web/phone-link.ts';

it.each([
  ['+39 02 5550 1234', '+390255501234'],
  ['+44 (0)20 7946 0000', '+442079460000'],
  ['(02) 5550-1234', '0255501234'],
  ['800.123.456 ext. 7', '800123456'],
  ['02 5550 1234 / 1235', '0255501234'],
])('%s is called as %s', (phone, dialled) => {
  expect(phoneLink(phone).markup).toBe(`<a href="tel:${dialled}">${phone}</a>`);
});

it('the link may say more than the number, and is none without one', () => {
  expect(phoneLink('02 1', 'Call us: <02 1>').markup).toBe('<a href="tel:021">Call us: &lt;02 1&gt;</a>');
  expect(phoneLink('ask at the <desk>').markup).toBe('ask at the &lt;desk&gt;');
});
