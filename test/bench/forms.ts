import { createHmac } from 'node:crypto';
import { Busboy } from '@fastify/busboy';
import { ask } from '../../shared/forms/ask.ts';
import { PROVIDERS } from '../../shared/forms/providers.ts';
import type { Submission } from '../../shared/forms/submission.ts';
import { POSTING, type Posted, postedBy, sampleOf, secretOf } from '../functions/ingest-webhook/posted.ts';
import { type Measurement, median, progress, times, within } from './report.ts';

const ROUNDS = 21;
/** Code runs in the interpreter first; what a busy function does is what comes after. */
const WARM_UP = 5;
/** Deliveries a round: one alone is shorter than the clock of the CPU sees. */
const EACH = 400;
/** Of the bare reading of the same body. */
const BUDGET = 3;
const NOW = new Date('2026-11-30T08:00:00.000Z');

type Way = () => unknown;

/**
 * Deliveries a second that are verified and read into their fields, and that the ticket is made of as well (by a guess, as there is no map), of
 * each type, beside the least that anybody could do with the same body: its JSON parsed, or its parts, and HMAC with SHA-256 over it.
 */
export async function measureForms(): Promise<Measurement> {
  const rows: string[][] = [];
  for (const name of POSTING) {
    progress(`forms of ${name}`);
    const posted = postedBy(name, sampleOf(name));
    const read = readingOf(name, posted);
    const mapped = async () => ask(await read(), { name: 'contact' });
    const [bare = Number.NaN, ...ours] = await interleaved([bareOf(posted), read, mapped]);
    rows.push([
      name,
      `${posted.body.length} bytes`,
      perSecond(bare),
      ...ours.flatMap((ms) => [perSecond(ms), times(ms / bare), within(ms / bare, BUDGET)]),
    ]);
  }
  return {
    title: `Forms verified and mapped a second of CPU time (median of ${ROUNDS} rounds, taking turns; budget ${times(BUDGET)})`,
    headings: ['TYPE', 'BODY', 'BARE', 'VERIFIED, READ', 'RATIO', 'WITHIN', 'AND MAPPED', 'RATIO', 'WITHIN'],
    rows,
    notes: [
      'Bare: HMAC-SHA256 over the body and JSON.parse; of Jotform, whose body has parts, @fastify/busboy and JSON.parse.',
    ],
  };
}

const perSecond = (ms: number) => Math.round((EACH * 1_000) / ms).toLocaleString('en');

function readingOf(name: string, delivery: Posted): () => Promise<Submission> {
  const provider = PROVIDERS[name];
  if (!provider) throw new Error(`there is no provider ${name}`);
  const secrets = [secretOf(name)];
  return async () => {
    if (!provider.verify(delivery, secrets, NOW)) throw new Error(`a delivery of ${name} is not proved`);
    return provider.read(delivery);
  };
}

function bareOf({ headers, body }: Posted): Way {
  const isParts = headers['content-type']?.startsWith('multipart/');
  return async () => {
    createHmac('sha256', 'a secret of thirty-two characters').update(body).digest('hex');
    return isParts ? JSON.parse((await partsOf(headers, body)).get('rawRequest') ?? '') : JSON.parse(body.toString());
  };
}

function partsOf(headers: Posted['headers'], body: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    const parts = new Map<string, string>();
    const parser = new Busboy({ headers: { 'content-type': headers['content-type'] ?? '' } });
    parser.on('field', (name, value) => parts.set(name, value));
    parser.on('error', reject);
    parser.on('finish', () => resolve(parts));
    parser.end(body);
  });
}

/** Median CPU milliseconds of a round of each way. */
async function interleaved(ways: readonly Way[]): Promise<number[]> {
  const used = ways.map(() => [] as number[]);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [index, way] of ways.entries()) {
      const before = process.cpuUsage();
      for (let each = 0; each < EACH; each += 1) await way();
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) used[index]?.push((user + system) / 1000);
    }
  }
  return used.map(median);
}
