import { writeFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { sampleMails } from './mails.ts';
import { intakeInMemory } from './memory-intake.ts';
import { type Measurement, progress } from './report.ts';
import { shareChart } from './share-chart.ts';

const CHART = new URL('../../docs/performance.svg', import.meta.url);

/** Enough that all of it is compiled, and enough samples for a share of a hundredth. */
const WARM_UP = 300;
const MAILS = 1_000;
/** A look at the stack each so many microseconds. */
const INTERVAL = 200;

/** What a stack is about: the innermost frame of ours says so. In the order of the mail. */
const PARTS: [name: string, path: RegExp][] = [
  ['taking it from the queue', /\/functions\/|\/shared\/(?:trace|redelivery)|aws-lambda-powertools/],
  ['splitting and decoding', /\/shared\/mail\/(?:reading|parse|budget|html|splitting)/],
  ['who, what, which language, which priority', /\/shared\/mail\/(?!templates|compose|mime|signed|text-mime|outgoing)/],
  ['whose it is, and where it goes', /\/shared\/(?:intake|customer|forms)\//],
  ['the deadline and why', /\/shared\/sla\//],
  ['ticket and steps', /\/shared\/(?:ticket|use-cases|notify|present|refusals)/],
  ['words and layout of the acknowledgement', /\/shared\/mail\/templates/],
  ['signing and composing it', /\/shared\/mail\//],
  ['copies that the desk in memory makes', /\/test\/support|item-size/],
];
const COLLECTED = 'collecting garbage';
const ELSE = 'what Node does between';

/** Where the CPU time of one warm mail of 1 kB goes, from the queue to the acknowledgement, and a picture of that. */
export async function measureWhere(): Promise<Measurement> {
  progress('where the time of one mail goes');
  const [plain] = await sampleMails('help@support.example');
  if (!plain) throw new Error('the sample mails are not there');
  const takeIn = await intakeInMemory(plain.raw);
  for (let mail = 0; mail < WARM_UP; mail += 1) await takeIn();
  const profile = await profiled(async () => {
    for (let mail = 0; mail < MAILS; mail += 1) await takeIn();
  });
  const shares = sharesOf(profile);
  writeFileSync(
    CHART,
    shareChart('Where the CPU time of one mail goes: 1 kB, warm, from the queue to the acknowledgement', shares),
  );
  return {
    title: `Where the CPU time of one mail goes (${plain.name}, warm, ${MAILS} of them)`,
    headings: ['PART', 'SHARE'],
    rows: shares.map(([part, share]) => [part, `${(100 * share).toFixed(1)} %`]),
    notes: ['By the innermost frame of ours in each sampled stack. On AWS marshalling stands in place of the copies.'],
  };
}

async function profiled(work: () => Promise<void>): Promise<Profiler.Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
    await session.post('Profiler.start');
    await work();
    return (await session.post('Profiler.stop')).profile;
  } finally {
    session.disconnect();
  }
}

/** The share of each part of the time that was not idle. */
function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): [part: string, share: number][] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const partOf = (id: number | undefined): string => {
    if (id === undefined) return ELSE;
    const { functionName, url } = byId.get(id)?.callFrame ?? { functionName: '', url: '' };
    if (functionName === '(garbage collector)') return COLLECTED;
    return PARTS.find(([, path]) => path.test(url))?.[0] ?? partOf(parents.get(id));
  };
  const times = new Map([...PARTS.map(([name]) => name), COLLECTED, ELSE].map((name) => [name, 0]));
  for (const [index, id] of samples.entries()) {
    if (byId.get(id)?.callFrame.functionName === '(idle)') continue;
    const part = partOf(id);
    times.set(part, (times.get(part) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times].map(([part, time]) => [part, time / all]);
}
