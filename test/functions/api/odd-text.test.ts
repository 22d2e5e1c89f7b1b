import { expect, it } from 'vitest';
import { messagesOf } from '../../support/stories.ts';
import { api, apiDesk, CALL, file, patch, respond } from './requests.ts';

/** What nobody types is cleaned off a text that an agent's program sends, as it is off a customer's. */

const ODD = /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u{e0000}-\u{e007f}]|\p{Cs}/u;
const ALL_ODD = 'a\u0000b \u0007c \u202egpj.exe \u2067d \u{e0041} \u0085 \ud800e \u001b[31m f\rg';

/** Ids of what a program asked for, which nobody sees, have a NUL between their parts. */
const OUR_ID = /^api[\w-]*:ada:\0[0-9a-f]{32} \d+$/;

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

it('in every field of every request that takes a text', async () => {
  const desk = apiDesk();
  const { json } = await file(desk, { ...CALL, name: ALL_ODD, subject: ALL_ODD, body: ALL_ODD });
  const post = (path: string, body: object) =>
    api(desk, { method: 'POST', path: `/api/tickets/${json.id}/${path}`, body: JSON.stringify(body) });
  const answers = [
    await post('notes', { text: ALL_ODD }),
    await post('readers', { address: 'bob@bianchi.example', name: ALL_ODD }),
    await patch(desk, json.id, { priority: 2, reason: ALL_ODD }),
    await patch(desk, json.id, { requester: { address: 'carla@bianchi.example', name: ALL_ODD } }),
    await respond(desk, json.id, { text: ALL_ODD }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 201]);
  await desk.team.drain();
  const stored = [
    await desk.tickets.get(json.id),
    await messagesOf(desk, json.id),
    desk.sent.map(({ subject, text, html }) => ({ subject, text, html })),
  ];
  expect(textsIn(stored).filter((text) => ODD.test(text) && !OUR_ID.test(text))).toEqual([]);
});
