import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import type { Stage } from '../../stages.ts';
import { CommandError, type Io } from '../command.ts';
import type { Dns } from '../preflight/ask/dns.ts';
import { askSigning } from '../preflight/ask/sending.ts';
import { askStacks } from '../preflight/ask/stacks.ts';
import { AROUND } from '../preflight/facts-of-stage.ts';
import { showProgress } from '../progress.ts';
import { stageOf } from '../stage.ts';
import { formatTable } from '../table.ts';
import { HELP } from './help.ts';
import { lookUp, type Standing } from './look-up.ts';
import { type DnsRecord, recordsOf } from './records.ts';
import { zoneFile } from './zone-file.ts';

const FLAG = { type: 'boolean' } as const;
const OPTIONS = { stage: { type: 'string' }, zonefile: FLAG, json: FLAG } as const;

/** `dns --stage S [--zonefile] [--json]`: the DNS records of a deployed stage, and whether the name servers have them. */
export async function dns(args: string[], io: Io, resolver: Dns = AROUND.dns): Promise<number> {
  if (args.some((word) => ['help', '--help', '-h'].includes(word))) {
    io.stdout.write(HELP);
    return 0;
  }
  const { stage: name, zonefile = false, json = false } = parseArgs({ args, options: OPTIONS }).values;
  if (name === undefined)
    throw new CommandError('not here: a local desk has no records; give a stage, as --stage prod', 2);
  if (zonefile && json) throw new CommandError('give either --zonefile or --json', 2);
  const stage = await stageOf(name);
  const records = await standing(await wanted(stage, io), io, resolver);
  if (zonefile) io.stdout.write(zoneFile(records, { isLive: stage.deployment.live }));
  else io.stdout.write(json ? records.map((each) => `${JSON.stringify(each)}\n`).join('') : asTable(records));
  const unknown = records.filter(({ state }) => state === 'not known');
  for (const { type, name: at, found } of unknown) io.stderr.write(`warning: ${at} ${type} is not known: ${found}\n`);
  return unknown.length > 0 ? 1 : 0;
}

async function wanted(stage: Stage, io: Io): Promise<DnsRecord[]> {
  const { deployment, name } = stage;
  const { region, mailDomain, deskId, domain } = deployment;
  const { outputs } = await askStacks(new CloudFormationClient({ region }), stage);
  const signing = await askSigning(new SESv2Client({ region }), mailDomain);
  if (!signing) {
    const why = 'its records are known once SES has it';
    throw new CommandError(`SES has no identity ${mailDomain} in ${region}; ${why}: npx cdk deploy ${deskId}-${name}`);
  }
  if (!signing.dkim)
    io.stderr.write(
      `warning: ${mailDomain} is signed with a key that you brought along, whose record SES does not know\n`,
    );
  const target = domain && outputs.WebRecord?.split(' ').at(-1);
  return recordsOf(deployment, signing, domain && target ? { name: domain.name, target } : undefined);
}

/** One after the other: a dozen questions, and name servers do not like bursts. */
async function standing(records: readonly DnsRecord[], io: Io, resolver: Dns): Promise<(DnsRecord & Standing)[]> {
  const progress = showProgress(io.stderr, records.length);
  const found: (DnsRecord & Standing)[] = [];
  for (const record of records) {
    found.push({ ...record, ...(await lookUp(resolver, record)) });
    progress.at(found.length);
  }
  progress.end();
  return found;
}

function asTable(records: readonly (DnsRecord & Standing)[]): string {
  const rows = records.flatMap(({ state, type, name, value, why, by, found }) => [
    [state, type, name, value, by === 'you' ? why : `${why}; ${by} writes it`],
    ...(state === 'other' && found !== undefined ? [['', '', '', `→ there now: ${found}`, '']] : []),
  ]);
  return formatTable(['', 'TYPE', 'NAME', 'VALUE', 'WHY'], rows);
}
