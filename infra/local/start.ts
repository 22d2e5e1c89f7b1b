import './node-version.ts';
import { SettingsError } from '../settings.ts';
import { type LocalDesk, startDesk } from './desk.ts';
import { AGENTS } from './examples.ts';
import { PortRefused } from './loopback.ts';
import { readOptions, UsageError } from './options.ts';
import { readyBlock } from './ready.ts';
import { otherDesk, removeRunning, writeRunning } from './running.ts';
import { issueToken } from './token.ts';

/** Whatever hangs, the desk is gone within two seconds of Ctrl-C. */
const LONGEST_STOP_MS = 1800;

/** `npm start`: the whole desk on loopback, until it is told to stop. */
async function main(): Promise<void> {
  // What the emulators write below DESK_DATA (mails, tickets) is for this user alone, as what the desk writes itself.
  process.umask(0o077);
  const options = readOptions(process.argv.slice(2), process.env);
  const desk = await startDesk(options, report);
  stopOnSignal(desk);
  const other = otherDesk();
  writeRunning(desk.card);
  if (other)
    console.error(
      `Another desk runs here: ${other}. From now on \`npm run desk --\` works on this one; DESK_RUN_FILE tells two apart.`,
    );
  const [agent] = AGENTS;
  const token = await issueToken(desk.card.login, agent?.addresses[0] ?? '');
  process.stdout.write(readyBlock(desk.card, { token, now: desk.now() }));
}

function stopOnSignal(desk: LocalDesk): void {
  let stopping = false;
  const stop = async () => {
    // Ctrl-C reaches this process from the terminal and from npm.
    if (stopping) return;
    stopping = true;
    removeRunning();
    setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref();
    await desk.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** A failure of the desk's surroundings; what the functions have to say is in their own log. */
function report(error: unknown): void {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}

main().catch((error) => {
  const forUser = error instanceof UsageError || error instanceof PortRefused || error instanceof SettingsError;
  console.error(forUser ? error.message : error);
  process.exit(1);
});
