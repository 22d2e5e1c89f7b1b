import { parseArgs } from 'node:util';
import { presentFound } from '../../../shared/present/present-found.ts';
import type { Card } from '../../../shared/ticket/card.ts';
import { type Found, search as searchDesk } from '../../../shared/use-cases/search.ts';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { showProgress } from '../progress.ts';
import { formatTable, widthOf } from '../table.ts';
import { HELP } from './help.ts';
import { type OpenSearch, openSearch } from './open.ts';
import { rebuildWords } from './rebuild.ts';

const FLAG = { type: 'boolean' } as const;
const STAGE = { type: 'string' } as const;

/** `search WORDS [--json]`: what the console's search box finds. `search rebuild [--yes]`: makes what it is found by anew. */
export async function search(args: string[], io: Io, open: OpenSearch = openSearch): Promise<number> {
  const [first = '', ...rest] = args;
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (options.some((word) => ['--help', '-h'].includes(word))) {
    io.stdout.write(HELP);
    return 0;
  }
  return first === 'rebuild' ? rebuild(rest, io, open) : find(args, io, open);
}

async function find(args: string[], io: Io, open: OpenSearch): Promise<number> {
  const options = { json: FLAG, stage: STAGE };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const asked = positionals.join(' ').trim();
  if (asked === '')
    throw new CommandError('say what to look for: a number, an address, or words; see search --help', 2);
  const found = await searchDesk(await open(values.stage), asked);
  if (values.json) io.stdout.write(`${JSON.stringify(presentFound(found))}\n`);
  else show(found, io);
  return 0;
}

function show({ customers, cards, isWhole, isPartial }: Found, io: Io): void {
  const parts = [
    ...(customers.length > 0
      ? [
          formatTable(
            ['CUSTOMER', 'NAME'],
            customers.map(({ id, name }) => [id, name]),
          ),
        ]
      : []),
    ...(cards.length > 0
      ? [formatTable(['TICKET', '', 'STATE', 'OPENED', 'SUBJECT'], cards.map(cells), widthOf(io.stdout))]
      : []),
  ];
  io.stdout.write(parts.length > 0 ? parts.join('\n') : 'nothing is found\n');
  if (isPartial) io.stderr.write('these words are so frequent that older tickets may be missing: add a rarer one\n');
  else if (!isWhole) io.stderr.write('there are more than these: add a word\n');
}

const cells = ({ id, priority, state, openedAt, subject }: Card) => [id, `P${priority}`, state, openedAt, subject];

async function rebuild(args: string[], io: Io, open: OpenSearch): Promise<number> {
  const options = { yes: FLAG, json: FLAG, stage: STAGE };
  const { yes = false, json = false, stage } = parseArgs({ args, options }).values;
  const desk = await open(stage);
  const progress = showProgress(io.stderr);
  const done = await rebuildWords(desk, { isWriting: yes, looked: progress.at }).finally(progress.end);
  const { tickets, outdated, stray, written, unreadable } = done;
  if (json) io.stdout.write(`${JSON.stringify(done)}\n`);
  else {
    const found = `${outdated} not found by the words that they have, ${stray} stray ${stray === 1 ? 'entry' : 'entries'}`;
    io.stdout.write(`${counted(tickets, 'ticket')}: ${found}${yes ? `; ${written} put right` : ''}\n`);
  }
  for (const id of unreadable)
    io.stderr.write(`warning: ${id} or what it is found by cannot be read: desk doctor --repair, then this again\n`);
  const isLeft = !yes && outdated + stray > 0;
  if (isLeft) io.stderr.write('nothing was written: add --yes to put them right\n');
  return isLeft || unreadable.length > 0 ? 1 : 0;
}
