import type { RunningDesk } from '../../infra/local/running.ts';
import { startDesk } from '../e2e/support/desk.ts';

/** Runs `use` with a whole local desk on free ports, in a process of its own, and ends it. */
export async function withLocalDesk<T>(use: (desk: RunningDesk) => Promise<T>): Promise<T> {
  const desk = await startDesk();
  try {
    return await use(desk.running);
  } finally {
    await desk.stop();
  }
}
