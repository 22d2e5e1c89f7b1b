import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { acknowledge } from '../../../shared/notify/notices.ts';
import { type Posted, stepOutcome } from '../../../shared/notify/post.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { Step } from '../../../shared/ticket/task.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';

/** Whoever sends a mail decides on what became of it: the types, and a look at the code, say that nobody forgets. */

describe('what became of a mail cannot be ignored', () => {
  it('by a step of a task: without an outcome it is none', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    // @ts-expect-error a step that sends and says nothing of it
    const silent: Step = ['acknowledge', async () => void (await acknowledge(desk, ticket))];
    const honest: Step = ['acknowledge', async () => stepOutcome(await acknowledge(desk, ticket))];
    expect(await honest[1]()).toMatchObject({ outcome: 'done' });
    expect(silent[0]).toBe('acknowledge');
  });

  it('by whoever wants its id: there is one only when it left', () => {
    const idOf = (posted: Posted) => {
      // @ts-expect-error refused, later or withheld have none
      const id: string = posted.result.messageId;
      return posted.result.outcome === 'done' ? posted.result.messageId : id;
    };
    const result = { outcome: 'later', reason: 'x' } as const;
    expect(idOf({ to: 'a@x.example', at: '', automatic: true, result })).toBeUndefined();
  });

  it('as a yes or a no: each of the three asks for something else', () => {
    const all: Record<Outcome['outcome'], true> = { done: true, refused: true, later: true };
    // @ts-expect-error a caller that knows no `later`
    const some: Record<Outcome['outcome'], true> = { done: true, refused: true };
    expect(Object.keys(all)).toHaveLength(3);
    expect(Object.keys(some)).toHaveLength(2);
  });

  it('by a statement that throws it away', () => {
    const files = globSync('{shared,functions}/**/*.ts');
    expect(files.length).toBeGreaterThan(100);
    const sends = /^\s*(void |await |void \(await )*(post|tell[A-Z]\w*|acknowledge|sendAnswer|desk\.mailer\.send)\(/;
    const thrownAway = files.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (sends.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
    // They tell people and give the ticket, or the message, which the caller goes on with; no outcome of a mail is in it.
    const noOutcome = ['await tellAgents(desk, claimed', 'await tellOfMessage(desk, ticket'];
    expect(thrownAway.filter((line) => !noOutcome.some((each) => line.includes(each)))).toEqual([]);
  });
});
