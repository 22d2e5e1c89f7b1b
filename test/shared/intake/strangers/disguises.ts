import { DESK, type Mail } from './people.ts';

/** Names that a group sends in. */
export const BY_GROUP = ['Evil via Info', "'' via Info", 'via Info', 'Info on behalf of Evil'];
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
