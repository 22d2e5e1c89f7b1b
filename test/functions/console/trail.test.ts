import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../../functions/console/pages/ticket/trail-parts.ts';
import { consoleWords } from '../../../functions/console/words/words.ts';
import { filesOf } from '../../support/imports.ts';
import { deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';
import { browserOf } from './signed-in.ts';

const KEY = '5KFZZYBSGTHANAVG6SYB671CK3';
const AT = '2026-11-30T09:00:00.000Z';

/** The actions that shared/ writes into trails. */
function actionsWritten(): string[] {
  const texts = filesOf('shared')
    .filter((file) => /^shared\/(?:use-cases|ticket|intake|notify|present)\//.test(file))
    .map((file) => readFileSync(file, 'utf8'));
  const calls = texts.flatMap((text) =>
    [...text.matchAll(/\baction(?:: | = )'([^']+)'/g)].map(([, name = '']) => name),
  );
  return [...new Set(calls)].filter((name) => !['failed', 'delayed', 'S3'].includes(name));
}

describe('the trail', () => {
  it('has words for whatever is written into one', () => {
    const written = actionsWritten();
    expect(written.length).toBeGreaterThan(30);
    expect(written.filter((action) => !(action in consoleWords('it').ticket.trail.lines))).toEqual([]);
  });

  it.each([
    ['assigned', 'bruno', 'Ada l’ha assegnato a bruno'],
    ['priority changed', 'priority 1 to 3: It can wait.', 'Ada ha abbassato la priorità da P1 a P3: It can wait.'],
    [
      'priority changed',
      'priority 3 to 1: declared by the customer, not verified',
      'Ada ha alzato la priorità da P3 a P1, non verificato',
    ],
    ['closed', 'duplicate of T-2', 'Ada l’ha chiuso come duplicato di T-2'],
    ['closed', 'not me, by link', 'Ada l’ha chiuso dal link: non ha mai chiesto nulla'],
    ['closed', null, 'Ada l’ha chiuso'],
    ['re-timed', `it waits again: deadline ${AT} to ${AT}`, `Il termine è passato da ${AT} a ${AT}`],
    ['split off', `${KEY} as T-2`, 'Ada ha fatto T-2 da un messaggio'],
    [
      'outside dismissed',
      `eve@x.example ${KEY}, eve@x.example ${KEY}`,
      'Ada ha messo da parte ciò che hanno scritto degli estranei',
    ],
    ['answered', `late, by phone; recorded at ${AT}`, `Ada ha risposto per telefono in ritardo, registrato ${AT}`],
    [
      'answered',
      'in time: the first response did not arrive, a later one did',
      'Ada ha risposto in tempo: la prima risposta non è arrivata, una successiva sì',
    ],
    [
      'requester changed',
      'Anna <a@x.example> to b@x.example, customer rossi',
      'Ada ha corretto chi chiede: b@x.example, non Anna <a@x.example> (cliente rossi)',
    ],
    ['told', 'lead: left for a@x.example, b@x.example', 'Escalation lead: avvisati a@x.example, b@x.example'],
    ['snooze ended', 'by an agent', 'Ada l’ha riportato nella coda'],
    ['confirmed', null, 'Ada ha confermato chi chiede'],
  ])('says %s %s', (action, detail, said) => {
    const found = partsOf(action, detail);
    expect(found && consoleWords('it').ticket.trail.lines[found.action]('Ada', found.parts)).toBe(said);
    expect(found?.parts.english ?? '').not.toContain(KEY);
  });

  it.each([
    ['danced', 'a tango'],
    ['snoozed', '[hidden]'],
    ['toString', ''],
  ])('leaves what it does not know as it is: %s', (action, detail) => {
    expect(partsOf(action, detail)).toBeUndefined();
  });

  it('names people, leads to messages, and shows an unknown action as it is', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await browserOf(desk).post(`/console/t/${id}/assign`, { assignee: 'bruno' });
    const ticket = await desk.tickets.get(id);
    const line = { at: AT, by: 'desk', action: 'danced', detail: 'a tango' };
    Object.assign(desk.items.get(`TICKET#${id} TICKET`) ?? {}, { audit: [...(ticket?.audit ?? []), line] });
    const [message] = (await messagesOf(desk, id)) ?? [];
    const { text } = await browserOf(desk).get(`/console/t/${id}?lang=it`);
    const trail = text.slice(text.indexOf('class="card trail"'));
    for (const part of [
      'Ada l’ha assegnato a Bruno',
      `<a href="#m-${message?.key}">messaggio</a>`,
      'Il desk: <span lang="en">danced',
    ])
      expect(trail).toContain(part);
    expect(trail).not.toContain(`>${message?.key}<`);
  });
});

describe('why an answer is due then', () => {
  it('is said in the language of who looks, whatever the ticket’s; the exact reason stays', async () => {
    const desk = deskOf();
    const { id, clock } = await waitingTicket(desk);
    const { text } = await browserOf(desk).get(`/console/t/${id}?lang=it`);
    const [, card = ''] = /<details class="why">(.*?)<\/details>/s.exec(text) ?? [];
    expect(card).toMatch(/<p>[^<]*priorità 3[^<]*<\/p>/);
    expect(card).toContain(`<p class="muted small" lang="en">${clock.why}</p>`);
  });
});
