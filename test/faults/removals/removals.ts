/** A healing step, and the change of the code that takes it out. `from` stands in the file once. */
export type Removal = { step: string; file: string; from: string; to: string };

export const REMOVALS: Removal[] = [
  {
    step: 'the sweep registers timers',
    file: 'shared/use-cases/mend.ts',
    from: "if (work.what === 'register') return void (await update(desk, ticket, await registerTimer(desk, ticket)));",
    to: "if (work.what === 'register') return;",
  },
  {
    step: 'the sweep goes on with messages that were parked',
    file: 'shared/use-cases/mend.ts',
    from: 'resumeRelay(desk, { ticketId, messageKey })',
    to: 'resumeRelay',
  },
  {
    step: 'the sweep finishes notices of escalations',
    file: 'shared/use-cases/mend.ts',
    from: 'if (notice) return finishNotice(desk, ticket, notice);',
    to: 'if (notice) return;',
  },
  {
    step: 'the sweep finishes openings',
    file: 'shared/use-cases/mend.ts',
    from: "if (work.what === 'opening') return mendOpening(desk, ticket, means);",
    to: "if (work.what === 'opening') return;",
  },
  {
    step: 'the sweep takes a request in again whose message is missing',
    file: 'shared/use-cases/mend.ts',
    from: 'messages.length === 0 && (await means.takeInAgain(desk, ticket))',
    to: 'messages.length < 0 && (await means.takeInAgain(desk, ticket))',
  },
  {
    step: 'a claim that a crash left is taken over, of a message',
    file: 'shared/use-cases/steps/relay.ts',
    from: 'if (!isLeft(found.relay, desk.machineNow())) throw new TaskBusy();',
    to: "if (found.relay.state === 'claimed' || !isLeft(found.relay, desk.machineNow())) throw new TaskBusy();",
  },
  {
    step: '#close waits for the answer beside it',
    file: 'shared/use-cases/carry-out.ts',
    from: "(command.name === 'close' || command.name === 'priority') && answerSent",
    to: "command.name === 'close' && !answerSent && answerSent",
  },
  {
    step: 'what was done is noted insistently',
    file: 'shared/ticket/task.ts',
    from: 'const INSISTENCE = [50, 200, 800];',
    to: 'const INSISTENCE: number[] = [];',
  },
  {
    step: 'a task goes on at the step that failed',
    file: 'shared/ticket/task.ts',
    from: "before && before.state !== 'done' ? before : { steps: [], attempts: 0 };",
    to: "before && before.state !== 'done' ? { ...before, steps: [] } : { steps: [], attempts: 0 };",
  },
  {
    step: 'what a service cannot do is parked',
    file: 'shared/ticket/task.ts',
    from: "if (waits?.outcome !== 'later') return",
    to: "if (waits?.outcome !== 'later' || attempts >= 0) return",
  },
  {
    step: 'a message of a queue that failed comes again',
    file: 'functions/sqs/handler.ts',
    from: '      throw error;\n',
    to: '',
  },
  {
    step: 'a released mail is marked after it was taken in',
    file: 'shared/intake/release-mail.ts',
    from: '  await requireRaw(desk, entry);\n',
    to: '  await requireRaw(desk, entry);\n  await desk.quarantine.markReleased(id, { by, at: desk.now().toISOString() });\n',
  },
  {
    step: 'a bounce that is repeated is noted once',
    file: 'shared/use-cases/delivery-failed.ts',
    from: "audited(ticket, { at, by: 'desk', action, detail }, { once: true })",
    to: "audited(ticket, { at, by: 'desk', action, detail })",
  },
  {
    step: 'each step is noted before the next begins',
    file: 'shared/ticket/task.ts',
    from: 'if (unnoted !== undefined) await note(unnoted);',
    to: '',
  },
  {
    step: 'the sweep finishes telling that the customer does not answer',
    file: 'shared/use-cases/mend.ts',
    from: "if (work.what === 'unresponsive') return finishFlagging(desk, ticket);",
    to: "if (work.what === 'unresponsive') return;",
  },
  {
    step: 'what an agent filed is taken in again',
    file: 'shared/intake/take-in-again.ts',
    from: 'await fileAgain(desk, ticket, raw);',
    to: 'return false;',
  },
  {
    step: 'the sweep tells of held mail',
    file: 'shared/use-cases/sweep-held.ts',
    from: 'if (entry) await goOnTellingOfHeld(desk, entry);',
    to: 'if (entry) return;',
  },
  {
    step: 'the sweep sends the digest of held mail',
    file: 'shared/use-cases/sweep-held.ts',
    from: "await attempt('the digest', () => sendHeldDigest(desk));",
    to: '',
  },
  {
    step: 'the sweep tells of a flood',
    file: 'shared/use-cases/sweep.ts',
    from: 'failed.push(...(await tellMostUrgent(run, [...means.flood.values()])));',
    to: '',
  },
  {
    step: 'the sweep goes on with the mail of the team',
    file: 'shared/use-cases/sweep.ts',
    from: 'await sweepTeamMail(desk).catch((error: unknown) => [String(error)])',
    to: '[] as string[]',
  },
  {
    step: 'a notice that cannot reach its reader is handed on',
    file: 'shared/use-cases/steps/notice-settled.ts',
    from: '  await handOn(desk, unreached);\n',
    to: '',
  },
  {
    step: 'whom a flood’s mail cannot reach has others told',
    file: 'shared/use-cases/steps/told-together.ts',
    from: '    await handOn(desk, record);\n',
    to: '',
  },
  {
    step: 'what a mail told that came back is handed on',
    file: 'shared/use-cases/notice-failed.ts',
    from: 'for (const record of records) await handOnReturned(desk, record);',
    to: '',
  },
];
