import { expect, it } from 'vitest';
import { isNoReply } from '../../../shared/mail/no-reply.ts';

it.each([
  'noreply@shop.example',
  'no-reply@shop.example',
  'No_Reply@Shop.example',
  'do-not-reply@shop.example',
  'donotreply+42@shop.example',
  'orders-noreply@shop.example',
  'noreply2@shop.example',
  'non-rispondere@comune.example',
  'ne.pas.repondre@banque.example',
  'nicht-antworten@amt.example',
  'MAILER-DAEMON@mx.example',
  'postmaster@mx.example',
  'bounces+anna=rossi.example@list.example',
  'unknown@invalid',
  'anna@rossi.invalid',
  '@nowhere.example',
  'nonsense',
])('nobody reads what is sent to %s', (address) => {
  expect(isNoReply(address)).toBe(true);
});

it.each([
  'anna@rossi.example',
  'reply@shop.example',
  'casino.reply@shop.example',
  'eleno.reply@shop.example',
  'bouncer@club.example',
  'anna@noreply.example',
])('somebody may read what is sent to %s', (address) => {
  expect(isNoReply(address)).toBe(false);
});
