import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { InboundMail } from '../inbound.ts';
import { type Depth, readMail } from '../reading/read-mail.ts';
import { UnreadableMail } from '../unreadable-mail.ts';
import type { ParseLimits } from './limits.ts';
import { CutShort, OverBudget } from './over-budget.ts';

/** How often the memory of a thread is looked at. */
const LOOK_EVERY_MS = 50;
/** What a thread may take between two looks. V8 ends the whole process when a thread is out of memory at a bad moment. */
const RESERVE_MB = 256;
/** Room for what has just been made. V8's own choice, some 50 MB, takes 100 MB more at the peak and saves no time. */
const YOUNG_MB = 16;

/** Tells a thread that was made here from any other that loads this file. */
const ROLE = 'read-mail';

type Order = { raw: Uint8Array; depth: Depth };
type Answer = { mail: InboundMail } | { unreadable: string } | { overBudget: string };

/** The thread, kept for the next mail: it takes longer to start than to read most mails. */
let idle: { worker: Worker; memoryMb: number } | undefined;

/**
 * Reads a mail in a thread of its own, which is ended when the mail costs too much: running out of time or memory cannot be
 * caught inside.
 * @throws CutShort when the thread was ended or broke, and what `readMail` throws
 */
export async function readInWorker(raw: Buffer, depth: Depth, { ms, memoryMb }: ParseLimits): Promise<InboundMail> {
  const worker = takeWorker(memoryMb);
  try {
    const answer = await ask(worker, { raw, depth }, { ms, memoryMb });
    keep(worker, memoryMb);
    if ('overBudget' in answer) throw new OverBudget(answer.overBudget);
    if ('unreadable' in answer) throw new UnreadableMail(answer.unreadable);
    return withBuffers(answer.mail, raw);
  } finally {
    if (idle?.worker !== worker) await worker.terminate();
  }
}

async function ask(worker: Worker, order: Order, { ms, memoryMb }: ParseLimits): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => reject(new CutShort(`it took more than ${ms} ms`)), ms);
  const look = setInterval(async () => {
    const used = await heapMb(worker);
    if (used > memoryMb) reject(new CutShort(`it took more than ${memoryMb} MB`));
  }, LOOK_EVERY_MS);
  worker
    .once('message', resolve)
    .once('error', (cause) => reject(new CutShort('its reader broke', { cause })))
    .once('exit', () => reject(new CutShort('its reader ended')));
  worker.ref();
  try {
    // Handed over, not cloned: a clone is written out first, and a large mail would be there three times at once.
    const raw = new Uint8Array(order.raw);
    worker.postMessage({ ...order, raw }, [raw.buffer]);
    return await promise;
  } finally {
    clearTimeout(timer);
    clearInterval(look);
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
  }
}

async function heapMb(worker: Worker): Promise<number> {
  try {
    const { used_heap_size } = await worker.getHeapStatistics();
    return used_heap_size / 1_000_000;
  } catch {
    // Not started yet, or ended.
    return 0;
  }
}

/** The process may end while the thread waits, and a thread that ends meanwhile is no trouble. */
function keep(worker: Worker, memoryMb: number): void {
  if (idle) return;
  const forget = () => {
    if (idle?.worker === worker) idle = undefined;
  };
  worker.once('error', forget).once('exit', forget).unref();
  idle = { worker, memoryMb };
}

function takeWorker(memoryMb: number): Worker {
  if (idle?.memoryMb === memoryMb) {
    const { worker } = idle;
    idle = undefined;
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
    return worker;
  }
  // This very file; in a bundle, which is one file, that file: it then comes to `serve` below as well.
  return new Worker(import.meta.filename, {
    workerData: ROLE,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb + RESERVE_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
}

/** A buffer comes out of a thread as plain bytes; the mail itself is here already. */
function withBuffers(mail: InboundMail, raw: Buffer): InboundMail {
  const attachments = mail.attachments.map((file) => ({
    ...file,
    content: file.itself ? raw : asBuffer(file.content),
  }));
  return { ...mail, attachments };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function serve(port: NonNullable<typeof parentPort>): void {
  port.on('message', async ({ raw, depth }: Order) => {
    const answer = await readOrRefuse(asBuffer(raw), depth);
    port.postMessage(answer, 'mail' in answer ? ownMemory(answer.mail) : []);
  });
}

async function readOrRefuse(raw: Buffer, depth: Depth): Promise<Answer> {
  try {
    return { mail: withoutItself(await readMail(raw, depth)) };
  } catch (error) {
    if (error instanceof UnreadableMail) return { unreadable: error.message };
    if (error instanceof OverBudget) return { overBudget: error.message };
    throw error;
  }
}

function withoutItself(mail: InboundMail): InboundMail {
  const attachments = mail.attachments.map((file) => (file.itself ? { ...file, content: Buffer.alloc(0) } : file));
  return { ...mail, attachments };
}

/** Files that are not a part of some larger memory can be handed over without a copy; but each memory only once. */
function ownMemory(mail: InboundMail): ArrayBuffer[] {
  const memories = mail.attachments
    .map(({ content }) => content)
    .filter(({ buffer, byteLength }) => buffer instanceof ArrayBuffer && buffer.byteLength === byteLength)
    .map(({ buffer }) => buffer as ArrayBuffer);
  return [...new Set(memories)];
}

if (!isMainThread && workerData === ROLE && parentPort) serve(parentPort);
