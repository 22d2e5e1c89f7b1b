import { DESK, type Mail } from './people.ts';

/** How a group sends in its own name what somebody wrote, who chose all of the name but how it ends. */
export const BY_GROUP: ((group: string) => string)[] = [
  (group) => `"Evil via Info" <${group}>`,
  (group) => `"'' via Info" <${group}>`,
  (group) => `"via Info" <${group}>`,
  (group) => `"Info on behalf of Evil" <${group}>`,
  (group) => `"${'Evil '.repeat(60)}via Info" <${group}>`,
  (group) => `Evil (via Info) <${group}>`,
  (group) => `Evil (Milan) (Info on behalf of Evil) <${group}>`,
  (group) => `"'=?utf-8?B?RXZpbA' via Info" <${group}>`,
];
/** Ways to show a colleague in a mail that a stranger is proved to have sent. */
export const DISGUISES: ((shown: string, evil: string) => Pick<Mail, 'as' | 'head'>)[] = [
  (shown, evil) => ({ as: `${shown}, ${evil}` }),
  (shown, evil) => ({ as: `"${shown}" <${evil}>` }),
  (shown, evil) => ({ as: `${shown} <${evil}>` }),
  (shown, evil) => ({ as: `<${shown}> <${evil}>` }),
  (shown, evil) => ({ as: `${shown}\nFrom: ${evil}` }),
  (shown, evil) => ({ as: evil, head: [`Sender: ${shown}`, `Reply-To: ${shown}`] }),
  (shown, evil) => ({ as: evil, head: [`Resent-From: ${shown}`, `Resent-To: ${DESK}`] }),
  (shown) => ({
    as: `"Anna via List" <list@evil.example>`,
    head: ['List-Id: <list.evil.example>', `X-Original-Sender: ${shown}`],
  }),
  (shown) => ({
    as: `"Anna via List" <list@evil.example>`,
    head: ['List-Id: <list.evil.example>', `Reply-To: ${shown}`],
  }),
  (shown, evil) => ({
    as: `"Per conto di: ${shown}" <posta-certificata@evil.example>`,
    head: ['X-Trasporto: posta-certificata', `Reply-To: ${shown}`, `X-Original-From: ${evil}`],
  }),
  (shown) => ({ as: 'wordpress@evil.example', head: [`Reply-To: ${shown}`] }),
  (shown) => ({ as: DESK, head: [`Reply-To: ${shown}`] }),
];
