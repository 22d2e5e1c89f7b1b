import { PassThrough, Readable } from 'node:stream';
import type { Io } from '../../../infra/cli/command.ts';
import type { Connect, Connection } from '../../../infra/cli/connect.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';

/** Streams of a command that is run by a test, and what it wrote to them. */
export function testIo(stdin: string | Buffer = ''): { io: Io; out: () => string; err: () => string } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const written = (stream: PassThrough) => () => String(stream.read() ?? '');
  return {
    io: { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr },
    out: written(stdout),
    err: written(stderr),
  };
}

/** What a command finds when it looks for a desk: this one. */
export function connectionTo(desk: Desk): Connect<Connection> {
  return async () => ({ ...desk, time: async () => desk.now(), whole: async () => desk });
}
