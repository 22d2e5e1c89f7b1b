import { customersErase } from '../../../infra/cli/erase/erase.ts';
import type { eraseDesk } from '../../support/erase-desk.ts';
import { testIo } from './io.ts';

/** What `customers erase` does on this desk, and says; what it throws stands with its errors. */
export async function runErase(desk: Awaited<ReturnType<typeof eraseDesk>>, args: string[]) {
  const { io, out, err } = testIo();
  let failure = '';
  const status = await customersErase(args, io, async () => desk).catch((error: Error) => {
    failure = error.message;
    return 'threw';
  });
  return { status, out: out(), err: err() + failure };
}
