import { describe, expect, it } from 'vitest';
import { writeNote } from '../../../shared/use-cases/write-note.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T08:10:00.000Z';

async function note(desk: MemoryDesk, text: string, when = at) {
  const { id: ticketId } = (await desk.tickets.list({ limit: 1 })).cards[0] ?? (await waitingTicket(desk));
  return writeNote(desk, { ticketId, agent: ada, source: 'api:note', text, at: when });
}

describe('a note that names an agent', () => {
  it('tells them once, though it is written again later', async () => {
    const desk = deskOf();
    await note(desk, '@bruno look');
    await note(desk, '@bruno look', '2026-11-30T08:12:00.000Z');
    expect(mailed(desk)).toEqual(['bruno@support.example']);
  });

  it('tells them later when the queue was away, without anybody writing it again', async () => {
    const desk = deskOf();
    await waitingTicket(desk);
    desk.faults.add({ port: 'teamMail.put', times: 1 });
    await note(desk, '@bruno look', desk.now().toISOString());
    expect(mailed(desk)).toEqual([]);
    await sweepLater(desk);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['bruno@support.example']);
  });

  it('tells of nothing that was never written: it broke off before the note was there', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'tickets.addMessage', times: 1 });
    await expect(note(desk, '@bruno look', desk.now().toISOString())).rejects.toThrow();
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([]);
    expect((await desk.tickets.get(id))?.telling).toBe(undefined);
  });

  it.each(['@ada, remember', 'mail bruno@bruno.example', '`@bruno`', '> @bruno'])('is none: %s', async (text) => {
    const desk = deskOf();
    expect((await note(desk, text)).warnings).toEqual([]);
    expect(mailed(desk)).toEqual([]);
  });

  it('tells others in place of who is away', async () => {
    const desk = deskOf({ agents: [ada, { ...bruno, absent: { until: '2027-12-31' } }] });
    await note(desk, '@bruno look');
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('or somebody who is away');
  });
});
