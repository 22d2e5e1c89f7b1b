import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { visit } from '../../support/visit.ts';
import { newWalk, send, stateOf, type Walk } from './walk.ts';

/** What strangers send to the online desk, to each of its routes. */

/** Answers to a read that are not the usual ones, by the last part of the path. */
const READ: Record<string, number[]> = {
  // The text of the walk's message is short, and on the page already.
  text: [404],
  // The page that tells why a form was not taken has the same status as the refusal.
  email: [400],
};

let walk: Walk;
beforeEach(async () => {
  walk = await newWalk();
});

describe('a page of another site', () => {
  it.each([
    ['that its browser names', { 'sec-fetch-site': 'cross-site' }],
    ['next door', { 'sec-fetch-site': 'same-site' }],
    ['that an older browser names', { origin: 'https://evil.example' }],
    ['with a name like ours', { origin: 'https://desk.example.evil.example' }],
    ['without encryption', { origin: 'http://desk.example' }],
  ])('%s changes nothing, by no route', async (_, headers) => {
    const { unsafe } = walk;
    expect(unsafe.length).toBeGreaterThan(7);
    const before = stateOf(walk.desk);
    for (const { method, path } of unsafe) {
      expect((await send(walk.desk, { method, path }, headers)).status, `${method} ${path}`).toBe(403);
    }
    expect(stateOf(walk.desk)).toBe(before);
    for (const { method, path } of unsafe) {
      expect((await send(walk.desk, { method, path }, { 'sec-fetch-site': 'same-origin' })).status, path).toBeLessThan(
        400,
      );
      expect((await send(walk.desk, { method, path }, { origin: 'https://desk.example' })).status, path).not.toBe(403);
    }
    expect(stateOf(walk.desk)).not.toBe(before);
  });

  it('leads to a page, which changes nothing either', async () => {
    const before = stateOf(walk.desk);
    for (const { method, path } of walk.safe) {
      const { status } = await send(walk.desk, { method, path }, { 'sec-fetch-site': 'cross-site' });
      expect(READ[path.split('/').at(-1) ?? ''] ?? [200, 302], path).toContain(status);
    }
    expect(stateOf(walk.desk)).toBe(before);
  });
});

describe('what is no form', () => {
  it.each([
    ['text/plain', 'x'],
    ['application/json', '{'],
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=a', 'x'],
    ['application/x-www-form-urlencoded', '%%%'],
    ['', ''],
  ])('as %j is refused, by every route, and is no failure of ours', async (type, text) => {
    for (const { method, path } of walk.unsafe) {
      const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
      const { status } = await visit(createHandler(walk.desk)).send(method, path, headers, Buffer.from(text));
      // A button needs no fields.
      const isButton = /\/(?:solved|withdraw|not-me|confirm|satisfied|unsatisfied)$/.test(path);
      expect(isButton ? [303] : [400, 404, 422], path).toContain(status);
    }
    expect(walk.desk.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('as a place in a conversation or a path is refused too', async () => {
    for (const path of [
      `/desk/t/${walk.link}?before=x`,
      '/desk/t/%ff',
      '/desk/sent/%ff',
      `/desk/f/${walk.link}/%ff/0`,
      '/assets/x/%ff',
    ]) {
      expect([400, 404], path).toContain((await visit(createHandler(walk.desk)).get(path)).status);
    }
  });
});

describe('the log', () => {
  it.each(['tickets.get', 'secrets.signingKeys', 'uploads.origin'])(
    'holds no link and no address when %s fails, whatever is asked',
    async (port) => {
      for (const error of [undefined, new Error('a fault of ours')]) {
        walk.desk.faults.clear();
        walk.desk.faults.add({ port, ...(error && { error }) });
        for (const { method, path } of [...walk.safe, ...walk.unsafe])
          await send(walk.desk, { method, path }, { 'sec-fetch-site': 'same-origin' }).catch(() => {});
      }
      const told = walk.desk.lines.map(
        ({ message, details }) => `${message} ${JSON.stringify(details)} ${details.error}`,
      );
      expect(told.filter((line) => line.includes(walk.link) || line.includes('anna@'))).toEqual([]);
      expect(told.length).toBeGreaterThan(0);
    },
  );
});
