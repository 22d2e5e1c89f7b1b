import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { isAlive } from './process.ts';
import { localLoginSchema } from './token.ts';

const runningDeskSchema = z.object({
  /** Process that runs the desk. */
  pid: z.number().int().positive(),
  /** Process in which what stands in for AWS runs. */
  emulatorsPid: z.number().int().positive(),
  /** Base address of the HTTP door, without a slash at its end. */
  http: z.url(),
  smtp: z.object({ host: z.string(), port: z.number() }),
  /** Page of the mail the desk sent; `GET /store` gives it as JSON. */
  mailbox: z.url(),
  supportAddress: z.email(),
  /** The functions' environment: table, bucket, queues, endpoints of the emulators, made-up credentials. */
  env: z.record(z.string(), z.string()),
  /** How agents log in, and what signs the tokens that the local HTTP door accepts. */
  login: localLoginSchema,
  /** A webhook source and the secret (`whsec_…`) it signs with. */
  webhook: z.object({ source: z.string(), secret: z.string() }),
  /** How many times faster than real time the desk's clock runs. */
  speed: z.number().positive(),
});

/** Where a running local desk is found, and what is needed to act as its admin. Holds keys: its file is for the user alone. */
export type RunningDesk = z.infer<typeof runningDeskSchema>;

/** The file in which a running desk leaves its card: `DESK_RUN_FILE`, else `.desk/running.json` below the working directory. */
export function runFile(): string {
  return resolve(process.env.DESK_RUN_FILE ?? '.desk/running.json');
}

/** Leaves the card, readable by this user only. */
export function writeRunning(desk: RunningDesk): void {
  const file = runFile();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(desk, null, 2)}\n`, { mode: 0o600 });
}

/** The running desk; undefined when there is no card, or the process that left it is gone. A card of another version throws. */
export function readRunning(): RunningDesk | undefined {
  const card = readCard();
  if (card === undefined) return undefined;
  const desk = runningDeskSchema.parse(card);
  return isAlive(desk.pid) ? desk : undefined;
}

/** The address of another desk that runs from this folder; undefined when none does, or its card is of another version. */
export function otherDesk(): string | undefined {
  const other = z.object({ pid: z.number(), http: z.string() }).safeParse(readCard()).data;
  return other && other.pid !== process.pid && isAlive(other.pid) ? other.http : undefined;
}

/** Takes this process's card away; a desk that was started later keeps its own. */
export function removeRunning(): void {
  const own = z.object({ pid: z.literal(process.pid) }).safeParse(readCard());
  if (own.success) rmSync(runFile(), { force: true });
}

function readCard(): unknown {
  try {
    return JSON.parse(readFileSync(runFile(), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
