import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../shared/settings.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

/** Somebody hears of each level of a ticket that waits, whatever has become of the settings since (docs/promise.md section 6). */

const TEAM = ['ada@support.example', 'bruno@support.example'];
type Level = Settings['escalation']['levels'][number];

/** A P1 that waits, on a desk whose ladder is then changed. */
async function changed(change: (levels: Level[]) => Level[], contacts: Partial<Settings['escalation']> = {}) {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  const { escalation } = desk.settings;
  desk.settings = { ...desk.settings, escalation: { ...escalation, ...contacts, levels: change(escalation.levels) } };
  return { desk, id };
}

/** Fires the timer that the ticket has at that time of the Monday (UTC). */
async function fire(desk: MemoryDesk, id: string, time: string) {
  desk.setNow(`2026-11-30T${time}:00.000Z`);
  await escalate(desk, { ticketId: id, version: (await desk.tickets.get(id))?.timer.version ?? 0 });
}

const errors = (desk: MemoryDesk) => desk.lines.filter(({ level }) => level === 'error').map(({ message }) => message);
const lastLine = async (desk: MemoryDesk, id: string) => (await desk.tickets.get(id))?.audit.at(-1)?.detail;

describe('a level that the settings call something else since', () => {
  it('is told to those of the level that took its place', async () => {
    const { desk, id } = await changed((levels) => levels.map((level) => ({ ...level, name: `new ${level.name}` })));
    await fire(desk, id, '09:30');
    expect(mailed(desk)).toEqual(TEAM);
    await fire(desk, id, '10:00');
    await fire(desk, id, '11:00');
    expect(mailed(desk)).toEqual([...TEAM, ...TEAM, 'lead@support.example', 'manager@support.example']);
    expect(await lastLine(desk, id)).toBe('critical: left for manager@support.example');
    expect(errors(desk)).toEqual([]);
    expect(desk.lines.find(({ level }) => level === 'warn')).toMatchObject({
      details: { ticket: id, reached: 'warning', as: 'new warning' },
    });
  });

  it('and has no harder one is told to those of the last', async () => {
    const { desk, id } = await changed(([warning]) => (warning ? [{ ...warning, name: 'only' }] : []));
    await fire(desk, id, '11:01');
    expect(mailed(desk)).toEqual(TEAM);
  });

  it('is told by the sweep, too, when the mail service was away', async () => {
    const { desk, id } = await changed((levels) => levels.map((level) => ({ ...level, name: `new ${level.name}` })));
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await fire(desk, id, '11:01');
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['manager@support.example']);
  });
});

describe('a level with nobody to tell', () => {
  it('whose group is empty brings the next one forward, and the log says so', async () => {
    const { desk, id } = await changed(
      (levels) => levels.map((level) => (level.name === 'warning' ? { ...level, to: ['lead'] } : level)),
      { lead: [] },
    );
    await fire(desk, id, '09:30');
    expect(mailed(desk)).toEqual(TEAM);
    expect(errors(desk)).toEqual(['a level of escalation has no contacts']);
    const lines = (await desk.tickets.get(id))?.audit.map(({ action, detail }) => `${action} ${detail}`).slice(-4);
    expect(lines).toEqual([
      'told warning: left for nobody; it has no contacts',
      'brought forward breach: nobody of warning',
      'escalated breach',
      `told breach: left for ${TEAM.join(', ')}`,
    ]);
  });

  it('that is the last is an error in the log, and on the ticket', async () => {
    const { desk, id } = await changed((levels) => levels, { manager: [] });
    await fire(desk, id, '11:01');
    expect(errors(desk)).toEqual(['a level of escalation has no contacts']);
    expect(await lastLine(desk, id)).toBe('critical: left for nobody; it has no contacts');
  });

  it('that is to tell nobody brings none forward', async () => {
    const { desk, id } = await changed((levels) =>
      levels.map((level) => (level.name === 'warning' ? { ...level, to: [] } : level)),
    );
    await fire(desk, id, '09:30');
    expect(mailed(desk)).toEqual([]);
    expect(errors(desk)).toEqual(['a level of escalation has no contacts']);
    expect((await desk.tickets.get(id))?.timer.next).toMatchObject({ at: '2026-11-30T10:00:00.000Z' });
  });

  it('but addresses of the desk’s own brings the next one forward', async () => {
    const { desk, id } = await changed(
      (levels) => levels.map((level) => (level.name === 'warning' ? { ...level, to: ['lead'] } : level)),
      { lead: ['help@support.example'] },
    );
    await fire(desk, id, '09:30');
    expect(mailed(desk)).toEqual(TEAM);
    expect(errors(desk)).toContain('an escalation reached nobody');
  });
});
