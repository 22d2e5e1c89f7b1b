import './node-version.ts';
import { SettingsError } from '../settings.ts';
import { type LocalDesk, startDesk } from './desk.ts';
import { EmulatorsRefused } from './emulators/child.ts';
import { AGENTS } from './examples.ts';
import { PortRefused } from './loopback.ts';
import { readOptions, UsageError } from './options.ts';
import { readyBlock } from './ready.ts';
import { report } from './report.ts';
import { otherDesk, removeRunning, writeRunning } from './running.ts';
import { issueToken } from './token.ts';

/** Whatever hangs, the desk is gone within two seconds of Ctrl-C. */
const LONGEST_STOP_MS = 1800;

/** What the user can mend: its message is all they see. */
const FOR_USER = [UsageError, PortRefused, SettingsError, EmulatorsRefused];

/** `npm start`: the whole desk on loopback, until it is told to stop. */
async function main(): Promise<void> {
  // What the emulators write below DESK_DATA (mails, tickets) is for this user alone, as what the desk writes itself.
  process.umask(0o077);
  const options = readOptions(process.argv.slice(2), process.env);
  const desk = await startDesk(options, { onError: report, onLost });
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

/**
 * Started again behind its back the emulators would have other addresses, and without `DESK_DATA` nothing of what was: the desk ends, and whoever
 * runs it starts it again.
 */
function onLost(how: string): never {
  console.error(
    `The emulators of AWS have ended (${how}), and the desk with them. Start it again: with DESK_DATA set it goes on where it was.`,
  );
  removeRunning();
  process.exit(1);
}

main().catch((error) => {
  const isForUser = FOR_USER.some((kind) => error instanceof kind);
  console.error(isForUser ? error.message : error);
  process.exit(1);
});
