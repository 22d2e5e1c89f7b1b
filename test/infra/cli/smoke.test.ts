import { describe, expect, it } from 'vitest';
import { createHandler as createApi } from '../../../functions/api/handler.ts';
import { createHandler as createWebhook } from '../../../functions/ingest-webhook/handler.ts';
import { usableSource } from '../../../infra/cli/smoke/open.ts';
import { smoke } from '../../../infra/cli/smoke/smoke.ts';
import type { SmokeDesk } from '../../../infra/cli/smoke/smoke-desk.ts';
import type { Pace, Told } from '../../../infra/cli/smoke/steps.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { DONE } from '../../../shared/outcome.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { ask } from '../../support/http.ts';
import type { Given, MemoryDesk } from '../../support/memory-desk.ts';
import { probeArrives } from '../../support/probe.ts';
import { sesReports } from '../../support/ses-events.ts';
import { ada, deskOf, ticketsOf } from '../../support/stories.ts';
import { testIo } from './io.ts';

const SECRET = `whsec_${Buffer.from('the secret of the form itself').toString('base64')}`;

/** What is broken of the world around the desk. */
type Broken = {
  /** No timer fires; `sweep`: the sweep comes by. */
  timers?: 'never' | 'sweep';
  /** No event of SES comes. */
  events?: 'never';
  /** The mail leaves, and never arrives. */
  mail?: 'lost';
  /** What a door answers in the place of the desk's own. */
  doors?: Record<string, number>;
  /** Somebody breaks it off so many seconds after its beginning. */
  stopAfter?: number;
};

/** A run on a desk in memory, around which time passes only while the run waits: then timers fire, and SES says what became of mails. */
async function runOn(
  desk: MemoryDesk,
  { broken = {}, args = [], ...change }: { broken?: Broken; args?: string[] } & Partial<SmokeDesk> = {},
) {
  let elapsed = 0;
  let reported = 0;
  const fireTimers = async () => {
    for (const [name, at] of desk.scheduled) {
      if (at > desk.now().toISOString()) continue;
      const [ticketId = '', version] = name.split('.');
      desk.scheduled.delete(name);
      await escalate(desk, { ticketId, version: Number(version) });
    }
  };
  const pace: Pace = {
    now: () => elapsed,
    stopped: () => broken.stopAfter !== undefined && elapsed >= broken.stopAfter * 1_000,
    async pause(ms) {
      elapsed += ms;
      desk.pass(ms / 1_000);
      if (broken.timers === undefined) await fireTimers();
      if (broken.timers === 'sweep') await sweep(desk, takeInAgain);
      const news = broken.events === 'never' ? [] : desk.sent.slice(reported);
      reported = desk.sent.length;
      for (const mail of news) await sesReports(desk, mail, 'Delivery');
    },
  };
  const doors = { '/webhooks': createWebhook(desk), '/api': createApi(desk) };
  const on: SmokeDesk = {
    desk,
    speed: 1,
    async mail(mail) {
      const sent = await desk.mailer.send(mail);
      if (sent.outcome !== 'done') return sent;
      if (broken.mail !== 'lost') await receiveMail(desk, await probeArrives(desk, mail));
      return DONE;
    },
    source: async () => ({ name: 'form', secret: SECRET }),
    async ask(path, request) {
      const [door] = Object.entries(doors).find(([start]) => path.startsWith(start)) ?? [];
      const status = broken.doors?.[door ?? ''];
      if (status !== undefined) return { status, json: { title: 'no' } };
      const claims = { email: ada.addresses[0] ?? '' };
      const answer = await ask(doors[door as keyof typeof doors], { path, ...request, claims });
      return { status: answer.status ?? 0, json: answer.json };
    },
    token: 'a token',
    ...change,
  };
  const { io, out, err } = testIo();
  const status = await smoke(['--json', ...args], io, { open: async () => on, pace });
  const told = out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
  const of = (state: Told['state']) => told.flatMap((each) => (each.state === state ? each.step : []));
  const said = (step: string) => told.find((each) => each.step === step)?.says;
  return { status, told, of, said, err: err() };
}

const smokeDesk = (given: Given = {}) => deskOf({ webhooks: { form: [SECRET] }, ...given });
const ALL = ['mail arrives', 'acknowledged', 'form arrives', 'API reads', 'timer', 'answer delivered', 'closed'];

/** Whatever happened: its tickets are closed, and nobody but the simulator has mail. */
async function expectNothingLeft(desk: MemoryDesk): Promise<void> {
  const open = (await ticketsOf(desk)).filter(({ state }) => state !== 'closed');
  expect(open).toEqual([]);
  await desk.team.drain();
  const people = desk.sent
    .map(({ recipient }) => recipient)
    .filter((each) => !each.endsWith('@simulator.amazonses.com'));
  expect(people.filter((each) => each !== desk.settings.supportAddress)).toEqual([]);
}

describe('desk smoke', () => {
  it('goes all the way, in order, and leaves nothing behind', async () => {
    const desk = smokeDesk();
    const { status, of, told } = await runOn(desk);
    expect([status, of('ok')]).toEqual([0, ALL]);
    for (const { seconds, limit } of told) expect(seconds).toBeLessThanOrEqual(limit);
    await expectNothingLeft(desk);
    expect(desk.counted.size).toBe(0);
    expect(await desk.formRecords.list()).toEqual([]);
    const tickets = await ticketsOf(desk);
    expect(tickets.map(({ smoke, cancelled, firstResponse }) => [smoke, cancelled ?? firstResponse?.by])).toEqual(
      expect.arrayContaining([
        [true, 'withdrawn'],
        [true, 'agent:smoke'],
      ]),
    );
  });

  it('may be run again, any number of times', async () => {
    const desk = smokeDesk();
    for (let run = 0; run < 8; run += 1) expect(await runOn(desk)).toMatchObject({ status: 0 });
    expect(await ticketsOf(desk)).toHaveLength(16);
    await expectNothingLeft(desk);
  });

  it('says aloud what it leaves out: without a token, a source, or events', async () => {
    const desk = smokeDesk({ settings: { feedback: 'mail' } });
    const { status, of, said } = await runOn(desk, { token: undefined, source: async () => undefined });
    expect([status, of('skipped')]).toEqual([0, ['form arrives', 'API reads', 'answer delivered']]);
    expect(said('API reads')).toMatch(/no token: give one with --token/);
    await expectNothingLeft(desk);
  });

  it('in words for a person: a line a step, and what came of all', async () => {
    const { io, out } = testIo();
    const desk = smokeDesk();
    const on = { desk, speed: 1, mail: async () => ({ outcome: 'later', reason: 'away' }) as const };
    const none = { source: async () => undefined, ask: async () => ({ status: 500, json: {} }), token: undefined };
    const pace = { now: () => 0, pause: async () => {}, stopped: () => false };
    expect(await smoke([], io, { open: async () => ({ ...on, ...none }), pace })).toBe(1);
    expect(out()).toMatch(
      /^miss {6}mail arrives +0\.0 s of 60 {2}the mail did not leave: away\nnot tried acknowledged [\s\S]*\n5 of 7 did not hold, 2 skipped\n$|^miss {6}mail arrives[\s\S]*did not hold, 2 skipped\n$/,
    );
  });

  it('has help, and takes no other option', async () => {
    const { io, out } = testIo();
    expect(await smoke(['--help'], io)).toBe(0);
    expect(out()).toMatch(/^Usage: npm run desk -- smoke .*[\s\S]*Example:/);
    await expect(smoke(['--force'], io)).rejects.toThrow(/--force/);
  });
});

describe('a fault is a miss of its step, with where to look; the rest is tried, and the tickets are closed', () => {
  it.each<[string, Parameters<typeof runOn>[1] & object, string[], string[], RegExp]>([
    [
      'the mail is lost',
      { broken: { mail: 'lost' } },
      ['mail arrives'],
      ['acknowledged'],
      /no ticket T-.* is there: runbook/,
    ],
    [
      'the door of forms answers 500',
      { broken: { doors: { '/webhooks': 500 } } },
      ['form arrives'],
      [],
      /source form answered 500: logs IngestWebhook/,
    ],
    ['the token is none', { broken: { doors: { '/api': 401 } } }, ['API reads'], [], /401: .*desk login/],
    ['the API is broken', { broken: { doors: { '/api': 503 } } }, ['API reads'], [], /answered 503: logs Api/],
    ['no timer fires', { broken: { timers: 'never' } }, ['timer'], [], /no timer of T-.* fired: runbook/],
    ['no event of SES comes', { broken: { events: 'never' } }, ['answer delivered'], [], /no event of SES came back/],
    [
      'nothing answers over HTTP',
      {
        ask: async () => {
          throw new TypeError('fetch failed');
        },
      },
      ['form arrives', 'API reads'],
      [],
      /TypeError: fetch failed/,
    ],
  ])('%s', async (_, fault, missed, notTried, says) => {
    const desk = smokeDesk();
    const { status, of, said } = await runOn(desk, fault);
    expect([status, of('miss'), of('not tried')]).toEqual([1, missed, notTried]);
    expect(said(missed[0] ?? '')).toMatch(says);
    expect(of('ok')).toContain('closed');
    await expectNothingLeft(desk);
  });

  it('SES refuses all mail: nothing is tried that needs it, the form is, and it is not acknowledged', async () => {
    const desk = smokeDesk();
    desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'later', reason: 'MessageRejected: Sending paused' } });
    const { status, of, said } = await runOn(desk);
    expect([status, of('miss'), of('not tried')]).toEqual([1, ['mail arrives', 'answer delivered'], ['acknowledged']]);
    expect(said('mail arrives')).toBe('the mail did not leave: MessageRejected: Sending paused');
    await expectNothingLeft(desk);
  });

  it('SES refuses the answer for good: a miss with its reason', async () => {
    const desk = smokeDesk();
    const send = desk.mailer.send.bind(desk.mailer);
    const reason = 'MessageRejected: Email address is not verified.';
    desk.mailer = {
      send: async (mail) =>
        mail.tags?.purpose === 'answer' ? { outcome: 'refused', what: 'recipient', reason } : send(mail),
    };
    const { of, said } = await runOn(desk);
    expect([of('miss'), said('answer delivered')]).toEqual([
      ['answer delivered'],
      `the answer did not leave: ${reason}`,
    ]);
    expect(desk.counted.size).toBe(0);
    await expectNothingLeft(desk);
  });

  it('a timer that the sweep had to find is a miss', async () => {
    const desk = smokeDesk();
    const { of, said } = await runOn(desk, { broken: { timers: 'sweep' }, speed: 0.5 });
    expect(of('miss')).toEqual(['timer']);
    expect(said('timer')).toMatch(/the sweep found T-\w+ \d+ s late/);
    await expectNothingLeft(desk);
  });

  it('a ticket that is not marked is somebody’s: it is not touched', async () => {
    const desk = smokeDesk();
    const get = desk.tickets.get.bind(desk.tickets);
    desk.tickets = {
      ...desk.tickets,
      async get(id) {
        const { smoke: _, ...ticket } = (await get(id)) ?? {};
        return 'id' in ticket ? (ticket as Awaited<ReturnType<typeof get>>) : undefined;
      },
    };
    const { status, of, said } = await runOn(desk);
    expect(status).toBe(1);
    expect(of('miss')).toEqual(expect.arrayContaining(['mail arrives', 'form arrives', 'closed']));
    expect(said('mail arrives')).toMatch(/is not marked as a smoke ticket/);
    expect((await ticketsOf(desk)).map(({ state }) => state)).not.toContain('closed');
  });

  it('broken off it closes what it opened', async () => {
    const desk = smokeDesk();
    const { status, of } = await runOn(desk, { broken: { timers: 'never', stopAfter: 3 } });
    expect([status, of('miss'), of('not tried'), of('ok').at(-1)]).toEqual([
      1,
      ['timer'],
      ['answer delivered'],
      'closed',
    ]);
    await expectNothingLeft(desk);
  });
});

describe('the source that a run posts to', () => {
  const standard = { type: 'standard', secrets: [{ secret: SECRET }] };
  const now = new Date('2026-11-30T08:00:00.000Z');

  it('is the first of the type standard that takes a post as it is', () => {
    const sources = {
      github: { type: 'github', secrets: [{ secret: 'x'.repeat(40) }] },
      mapped: { ...standard, map: { email: 'who' } },
      off: { ...standard, isDisabled: true },
      old: { type: 'standard', secrets: [{ secret: SECRET, until: '2026-11-30T07:59:59.000Z' }] },
      website: standard,
    };
    expect(usableSource({ sources, before: {} }, now)).toEqual({ name: 'website', secret: SECRET });
    expect(usableSource({ sources: {}, before: { form: [SECRET] } }, now)).toEqual({ name: 'form', secret: SECRET });
  });

  it('is none where there is no such', () => {
    expect(usableSource({ sources: {}, before: {} }, now)).toBeUndefined();
    expect(usableSource({ sources: { mapped: { ...standard, map: 'nonsense' } }, before: {} }, now)).toBeUndefined();
  });
});
