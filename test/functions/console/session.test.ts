import { describe, expect, it } from 'vitest';
import { openAttempt, pageAfter, sealAttempt } from '../../../functions/console/session/login-attempt.ts';
import { seal, unseal } from '../../../functions/console/session/seal.ts';
import { newSession } from '../../../functions/console/session/session.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { cookieOf, KEY, strangerOf } from './signed-in.ts';

const ADA = { id: 'ada' };

describe('what is sealed', () => {
  it('is opened by any of the keys, for its purpose alone, and by nobody who changed it', () => {
    const sealed = seal([KEY], 'one', 'what is inside');
    expect(unseal(['a newer key', KEY], 'one', sealed)).toBe('what is inside');
    expect(unseal([KEY], 'two', sealed)).toBeUndefined();
    expect(unseal(['another'], 'one', sealed)).toBeUndefined();
    for (const changed of ['', 'x', sealed.slice(1), `${sealed.slice(0, -2)}AA`, sealed.replace(/^./, 'A')]) {
      if (changed !== sealed) expect(unseal([KEY], 'one', changed)).toBeUndefined();
    }
  });

  it('says nothing of what is inside, and is never the same twice', () => {
    const [one, other] = [seal([KEY], 'one', 'ada'), seal([KEY], 'one', 'ada')];
    expect(one).not.toBe(other);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('ada');
  });
});

describe('a login that was begun', () => {
  const attempt = { state: 's', nonce: 'n', verifier: 'v', to: '/console' };
  it('is known for ten minutes', () => {
    const began = new Date('2026-11-30T08:00:00Z');
    const sealed = sealAttempt([KEY], attempt, began);
    expect(openAttempt([KEY], sealed, new Date('2026-11-30T08:09:59Z'))).toMatchObject(attempt);
    expect(openAttempt([KEY], sealed, new Date('2026-11-30T08:10:00Z'))).toBeUndefined();
  });

  it.each([
    ['/console/t/T-4F7K2M9Q', '/console/t/T-4F7K2M9Q'],
    ['/console?tab=mine', '/console?tab=mine'],
    [undefined, '/console'],
    ['https://evil.example/console', '/console'],
    ['//evil.example', '/console'],
    ['/console//evil.example', '/console'],
    ['/consolex', '/console'],
    ['/desk', '/console'],
    ['/console/\\evil.example', '/console'],
    ['/console/t\r\nset-cookie: a=b', '/console'],
  ])('leads from %j to %j', (to, page) => {
    expect(pageAfter(to)).toBe(page);
  });
});

describe('a session', () => {
  const at = (desk: ReturnType<typeof deskOf>, cookie: string) => strangerOf(desk, [cookie]).get('/console');

  it('opens the queue, until it was unused for an hour', async () => {
    const desk = deskOf();
    const cookie = cookieOf(newSession(ADA, desk.machineNow()));
    expect((await at(desk, cookie)).status).toBe(200);
    desk.pass(59 * 60);
    expect((await at(desk, cookie)).status).toBe(200);
    desk.pass(60);
    expect(await at(desk, cookie)).toMatchObject({ status: 303, location: '/console/login?to=%2Fconsole' });
  });

  it('goes on while it is used, and ends after twelve hours none the less', async () => {
    const desk = deskOf();
    let cookie = cookieOf(newSession(ADA, desk.machineNow()));
    const statuses: number[] = [];
    for (let half = 1; half <= 25; half += 1) {
      desk.pass(30 * 60);
      const answer = await at(desk, cookie);
      statuses.push(answer.status);
      cookie = answer.cookies.find((each) => each.startsWith('__Host-desk='))?.split(';')[0] ?? cookie;
    }
    expect(statuses).toEqual([...Array(23).fill(200), 303, 303]);
  });

  it('is not kept by what an open page asks for by itself', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const browser = strangerOf(desk, [cookieOf(newSession(ADA, desk.machineNow()))]);
    desk.pass(30 * 60);
    const rows = await browser.get('/console/rows');
    const presence = await browser.post(`/console/t/${id}/presence`, { writing: 'no', since: '' });
    expect([rows.status, presence.status]).toEqual([200, 200]);
    expect([...rows.cookies, ...presence.cookies]).toEqual([]);
    desk.pass(30 * 60);
    expect([(await browser.get('/console/rows')).status, (await browser.get('/console')).status]).toEqual([401, 303]);
  });

  it('is sealed anew at most every ten minutes, in a cookie that no script reads and no other site sends', async () => {
    const desk = deskOf();
    const cookie = cookieOf(newSession(ADA, desk.machineNow()));
    expect((await at(desk, cookie)).cookies).toEqual([]);
    desk.pass(10 * 60);
    const [fresh = ''] = (await at(desk, cookie)).cookies;
    for (const part of ['__Host-desk=', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(fresh).toContain(part);
    expect(fresh).not.toContain('Domain');
  });

  it.each([
    ['another key', (now: Date) => cookieOf(newSession(ADA, now), 'another key')],
    ['an agent who never was', (now: Date) => cookieOf(newSession({ id: 'nobody' }, now))],
    ['an agent of that id who was removed', (now: Date) => cookieOf(newSession({ id: 'ada', serial: 3 }, now))],
    ['nothing that was sealed', () => '__Host-desk=eyJhZ2VudCI6ImFkYSJ9'],
    ['no name that counts', (now: Date) => cookieOf(newSession(ADA, now)).replace('__Host-', '')],
  ])('of %s opens nothing', async (_, make) => {
    const desk = deskOf();
    expect((await at(desk, make(desk.machineNow()))).status).toBe(303);
  });

  it('is over at the next click when its agent is removed, also when the id is given again', async () => {
    const desk = deskOf();
    const cookie = cookieOf(newSession(ADA, desk.machineNow()));
    expect((await at(desk, cookie)).status).toBe(200);
    await desk.agents.remove('ada');
    expect((await at(desk, cookie)).status).toBe(303);
    await desk.agents.put({ id: 'ada', name: 'Another Ada', addresses: ['other@support.example'] });
    expect((await at(desk, cookie)).status).toBe(303);
  });

  it('is over when its agent has signed out everywhere', async () => {
    const desk = deskOf();
    const cookie = cookieOf(newSession(ADA, desk.machineNow()));
    desk.pass(60);
    await desk.accounts.endSessions(ADA, desk.machineNow().toISOString());
    expect((await at(desk, cookie)).status).toBe(303);
    desk.pass(1);
    expect((await at(desk, cookieOf(newSession(ADA, desk.machineNow())))).status).toBe(200);
  });
});

describe('whoever is not signed in', () => {
  it.each(['/console', '/console/t/T-4F7K2M9Q', '/console?tab=closed'])(
    'is led to the login and back to %s',
    async (path) => {
      const answer = await strangerOf(deskOf()).get(path);
      expect(answer).toMatchObject({ status: 303, location: `/console/login?to=${encodeURIComponent(path)}` });
    },
  );

  it('is told that a form was not taken, and has what they wrote', async () => {
    const answer = await strangerOf(deskOf()).post('/console/t/T-4F7K2M9Q/messages', { text: 'A long answer <b>' });
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('A long answer &lt;b&gt;');
    expect(answer.text).toContain('/console/login?to=%2Fconsole%2Ft%2FT-4F7K2M9Q');
  });

  it('is not led anywhere in place of the rows that a script asks for', async () => {
    expect(await strangerOf(deskOf()).get('/console/rows')).toMatchObject({ status: 401, text: '' });
  });
});
