import { simpleParser } from 'mailparser';
import { withLocalDesk } from './local-desk.ts';
import { shortMails } from './mails.ts';
import { type BenchMail, type Passage, sendThrough } from './mails-through.ts';
import { intakeInMemory } from './memory-intake.ts';
import { cpuMsOf, type Measurement, progress, within } from './report.ts';
import { PER_SECOND } from './throughput.ts';

const MAILS = 300;
/** By each way before it is measured: code runs in the interpreter first. */
const WARM_UP = 100;
/** Of the desk on memory ports, on one core. */
const IN_MEMORY_PER_SECOND = 200;

/** The same mails by one parser, by the desk without anything of AWS, and by the whole local desk, one after the other on this machine. */
export async function compareDesks(): Promise<Measurement> {
  return withLocalDesk(async (desk) => {
    const to = desk.supportAddress;
    const [first, mails] = await Promise.all([shortMails(WARM_UP, to), shortMails(MAILS, to, WARM_UP)]);
    progress('by a parser alone, and by a desk in memory');
    await inTurns(first);
    const { bare, memory } = await inTurns(mails);
    progress(`by a whole local desk, ${WARM_UP} to warm up`);
    await sendThrough(desk, first);
    return table(bare, memory, await sendThrough(desk, mails));
  });
}

/** CPU ms a mail, the two ways taking turns. */
async function inTurns(mails: readonly BenchMail[]): Promise<{ bare: number; memory: number }> {
  const used = { bare: 0, memory: 0 };
  for (const { raw } of mails) {
    const intake = await intakeInMemory(Buffer.from(raw));
    used.bare += await cpuMsOf(() => simpleParser(raw));
    used.memory += await cpuMsOf(intake);
  }
  return { bare: used.bare / mails.length, memory: used.memory / mails.length };
}

function table(bare: number, memory: number, { acknowledged, ms, cpu }: Passage): Measurement {
  const perSecond = (acknowledged * 1000) / ms;
  const [own, emulators] = [cpu.desk / acknowledged, cpu.emulators / acknowledged];
  const ofOneCore = (each: number) => 1000 / each;
  return {
    title: `The same ${MAILS} short mails on this machine, in one run, each way warm`,
    headings: ['', 'CPU A MAIL', 'OF BARE MAILPARSER', 'MAILS PER SECOND', 'BUDGET', 'WITHIN'],
    rows: [
      ['mailparser alone, one core', `${bare.toFixed(2)} ms`, '1 x', ofOneCore(bare).toFixed(0), '', ''],
      [
        'desk on memory ports, one core',
        `${memory.toFixed(2)} ms`,
        `${(memory / bare).toFixed(1)} x`,
        ofOneCore(memory).toFixed(0),
        `${IN_MEMORY_PER_SECOND}`,
        within(IN_MEMORY_PER_SECOND, ofOneCore(memory)),
      ],
      [
        'whole local desk, two processes',
        `${own.toFixed(1)} + ${emulators.toFixed(1)} ms`,
        `${((own + emulators) / bare).toFixed(0)} x`,
        perSecond.toFixed(1),
        `${PER_SECOND}`,
        within(PER_SECOND, perSecond),
      ],
    ],
    notes: [
      'On memory ports: reading, ticket, clock and the acknowledgement composed; nothing is written to disk, asked of AWS, or done by another function.',
      'Whole: by SMTP to the acknowledgement in the mailbox, with all that a mail leads to (notices, reports of delivery, events, targets, search), each by the AWS SDK over HTTP; CPU of the desk and of its emulators. The sender is on the same cores.',
      ...(acknowledged < MAILS ? [`${MAILS - acknowledged} were not acknowledged in time.`] : []),
    ],
  };
}
