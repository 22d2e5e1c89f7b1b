import type { Import } from './imports.ts';

/** Rooms of `shared/`, lowest first: each imports itself and those before it. `docs/architecture.md` has the same list. */
export const ROOMS = [
  'names',
  'alarms',
  'code-flow',
  'at-stage',
  'refusals',
  'public-error',
  'base32',
  'bytes',
  'outcome',
  'trace',
  'redelivery',
  'language',
  'address',
  'sla',
  'settings',
  'mail',
  'customer',
  'forms',
  'ticket',
  'events',
  'targets',
  'report',
  'search',
  'aws',
  'notify',
  'use-cases',
  'intake',
  'present',
];

const AWS_PACKAGE = /^(?:@aws-|@smithy\/|aws-|constructs$)/;
/** What several doors share; no function of its own. */
const BETWEEN_DOORS = ['http', 'sqs', 'web'];

/** The room of a file: `sla` for `shared/sla/week.ts`, `names` for `shared/names.ts`, `functions` for all of a top-level one. */
export function roomOf(file: string): string {
  const [top = '', room = ''] = file.split('/');
  return top === 'shared' ? room.replace(/\.ts$/, '') : top;
}

const doorOf = (file: string) => file.split('/')[1] ?? '';
const isIn = (file: string, top: string) => file.startsWith(`${top}/`);
const hasPlace = (file: string) => isIn(file, 'shared') && ROOMS.includes(roomOf(file));
const hasNoPlace = (file: string) => isIn(file, 'shared') && !ROOMS.includes(roomOf(file));

type Rule = { rule: string; isBroken: (each: Import) => boolean };

const RULES: Rule[] = [
  {
    rule: 'every room of shared/ has its place in the order (ROOMS in test/support/room-rules.ts)',
    isBroken: ({ from, to }) => [from, to].some(hasNoPlace),
  },
  {
    rule: `a room of shared/ imports only itself and rooms below: ${ROOMS.join(' → ')}`,
    isBroken: ({ from, to }) => [from, to].every(hasPlace) && ROOMS.indexOf(roomOf(to)) > ROOMS.indexOf(roomOf(from)),
  },
  {
    rule: 'shared/ knows neither functions/ nor infra/',
    isBroken: ({ from, to }) => isIn(from, 'shared') && (isIn(to, 'functions') || isIn(to, 'infra')),
  },
  {
    rule: 'only shared/aws/ knows AWS',
    isBroken: ({ from, to }) =>
      isIn(from, 'shared') && roomOf(from) !== 'aws' && (AWS_PACKAGE.test(to) || isIn(to, 'shared/aws')),
  },
  {
    rule: 'functions/ know nothing of infra/',
    isBroken: ({ from, to }) => isIn(from, 'functions') && isIn(to, 'infra'),
  },
  {
    rule: "only a door's index.ts chooses the adapters of shared/aws/",
    isBroken: ({ from, to }) => isIn(from, 'functions') && isIn(to, 'shared/aws') && !from.endsWith('/index.ts'),
  },
  {
    rule: `a door imports no other door, only ${BETWEEN_DOORS.join(' and ')}`,
    isBroken: ({ from, to }) =>
      isIn(from, 'functions') && isIn(to, 'functions') && ![doorOf(from), ...BETWEEN_DOORS].includes(doorOf(to)),
  },
];

/** What an import breaks, each with file, import and rule. */
export function broken(each: Import): string[] {
  return RULES.filter(({ isBroken }) => isBroken(each)).map(
    ({ rule }) => `${each.from} imports ${each.to}, but ${rule}`,
  );
}
