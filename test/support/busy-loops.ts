import { Worker } from 'node:worker_threads';

/** Turns until it is told to stop, or a minute is over: no test may leave it behind. */
const LOOP = `const { workerData } = require('node:worker_threads');
const stop = new Int32Array(workerData);
const end = Date.now() + 60_000;
while (Atomics.load(stop, 0) === 0 && Date.now() < end) for (let i = 0; i < 1e6; i += 1);`;

/** Does something while so many threads do nothing but turn. */
export async function underLoad<T>(loops: number, work: () => Promise<T>): Promise<T> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workers = Array.from({ length: loops }, () => new Worker(LOOP, { eval: true, workerData: stop.buffer }));
  const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('online', resolve))));
  try {
    return await work();
  } finally {
    Atomics.store(stop, 0, 1);
    await Promise.all(ended);
  }
}
