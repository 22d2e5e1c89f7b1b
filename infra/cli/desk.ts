import { type Command, CommandError, type Io } from './command.ts';
import { HELP } from './help.ts';
import { reasonOf } from './reason.ts';

/** By the words that call them. Loaded when called: `help` and `sla` need no AWS client. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  'customers import': async () => (await import('./customers-import.ts')).customersImport,
  'customers list': async () => (await import('./customers-list.ts')).customersList,
  'customers export': async () => (await import('./erase/export.ts')).customersExport,
  'customers erase': async () => (await import('./erase/erase.ts')).customersErase,
  'customers remove': async () => (await import('./customers-remove.ts')).customersRemove,
  'agents import': async () => (await import('./agents-import.ts')).agentsImport,
  'agents absent': async () => (await import('./agents-absent.ts')).agentsAbsent,
  'agents list': async () => (await import('./agents-list.ts')).agentsList,
  'agents unbind': async () => (await import('./agents-unbind.ts')).agentsUnbind,
  'agents role': async () => (await import('./agents-role.ts')).agentsRole,
  'agents remove': async () => (await import('./agents-remove.ts')).agentsRemove,
  'quarantine list': async () => (await import('./quarantine-list.ts')).quarantineList,
  'quarantine release': async () => (await import('./quarantine-release.ts')).quarantineRelease,
  embed: async () => (await import('./sources/embed.ts')).embed,
  redact: async () => (await import('./redact/redact.ts')).redactCommand,
  'sources add': async () => (await import('./sources/add.ts')).sourcesAdd,
  'sources list': async () => (await import('./sources/list.ts')).sourcesList,
  'sources change': async () => (await import('./sources/change.ts')).sourcesChange,
  'sources rotate': async () => (await import('./sources/rotate.ts')).sourcesRotate,
  'sources disable': async () => (await import('./sources/switch.ts')).sourcesDisable,
  'sources enable': async () => (await import('./sources/switch.ts')).sourcesEnable,
  'sources remove': async () => (await import('./sources/remove.ts')).sourcesRemove,
  'sources rejected': async () => (await import('./sources/rejected.ts')).sourcesRejected,
  'sources test': async () => (await import('./sources/test.ts')).sourcesTest,
  'keys list': async () => (await import('./keys/list.ts')).keysList,
  'keys rotate': async () => (await import('./keys/rotate.ts')).keysRotate,
  'keys retire': async () => (await import('./keys/retire.ts')).keysRetire,
  login: async () => (await import('./login.ts')).login,
  'suppressed list': async () => (await import('./suppressed/list.ts')).suppressedList,
  'suppressed remove': async () => (await import('./suppressed/remove.ts')).suppressedRemove,
  targets: async () => (await import('./targets/targets.ts')).targets,
  tickets: async () => (await import('./tickets/tickets.ts')).tickets,
  token: async () => (await import('./token.ts')).token,
  preflight: async () => (await import('./preflight/preflight.ts')).preflight,
  receiving: async () => (await import('./preflight/preflight.ts')).receiving,
  'dead-letters': async () => (await import('./dead-letters/dead-letters.ts')).deadLetters,
  replay: async () => (await import('./replay/replay.ts')).replay,
  timers: async () => (await import('./timers/timers.ts')).timers,
  events: async () => (await import('./events/events.ts')).events,
  doctor: async () => (await import('./doctor/doctor.ts')).doctor,
  alarm: async () => (await import('./alarm/alarm.ts')).alarm,
  dns: async () => (await import('./dns/dns.ts')).dns,
  smoke: async () => (await import('./smoke/smoke.ts')).smoke,
  restore: async () => (await import('./restore/restore.ts')).restore,
  report: async () => (await import('./report/report.ts')).report,
  search: async () => (await import('./search/search.ts')).search,
  verify: async () => (await import('./verify/verify.ts')).verify,
  cost: async () => (await import('./cost.ts')).cost,
  'mail inspect': async () => (await import('./mail/inspect.ts')).mailInspect,
  sla: async () => (await import('./sla.ts')).sla,
};

/** Commands that have more to say than a line of the help. */
const OWN_HELP = [
  ...[
    'sla',
    'login',
    'dead-letters',
    'preflight',
    'receiving',
    'timers',
    'doctor',
    'events',
    'alarm',
    'dns',
    'targets',
    'tickets',
    'smoke',
    'replay',
    'report',
    'restore',
    'search',
    'verify',
  ],
  ...['customers export', 'customers erase'],
];

/** They take a word more, which says what to do. */
const GROUPS = ['alarm', 'dead-letters', 'events', 'sla', 'targets', 'tickets', 'timers'];

/** Runs one command of the admin's command line; gives its exit status and never throws. */
export async function run(args: string[], io: Io): Promise<number> {
  const [first = 'help'] = args;
  const words = [args.slice(0, 2).join(' '), first].find((name) => Object.hasOwn(COMMANDS, name));
  const isAsking = ['--help', '-h'].some((each) => args.includes(each)) && !OWN_HELP.includes(words ?? first);
  if (first === 'help' || isAsking) {
    io.stdout.write(HELP);
    return 0;
  }
  const load = words === undefined ? undefined : COMMANDS[words];
  if (words === undefined || load === undefined) {
    io.stderr.write(
      `desk: there is no command ${JSON.stringify(args.slice(0, 2).join(' '))}; npm run desk -- help shows all\n`,
    );
    return 2;
  }
  try {
    if (GROUPS.includes(words) && args.length === 1) throw new CommandError(`say what to do: see ${words} --help`, 2);
    const command = await load();
    return await command(args.slice(words.split(' ').length), io);
  } catch (error) {
    io.stderr.write(
      `desk ${words}: ${isWrongCall(error) && error instanceof Error ? error.message : reasonOf(error)}\n`,
    );
    return isWrongCall(error) ? 2 : 1;
  }
}

function isWrongCall(error: unknown): boolean {
  if (error instanceof CommandError) return error.status === 2;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

if (import.meta.main) {
  // `desk customers list | head` closes the pipe before the end of the list, and that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.exitCode = await run(process.argv.slice(2), process);
}
