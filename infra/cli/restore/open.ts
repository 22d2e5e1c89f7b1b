import { setTimeout } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Stage } from '../../stages.ts';
import { CommandError } from '../command.ts';
import { readTables, type Tables } from '../desk-tables.ts';
import { askStacks } from '../preflight/ask/stacks.ts';
import { stageOf } from '../stage.ts';

/** A deployed stage, as far as its tables are made again. */
export type RestoreDesk = {
  stage: Stage;
  /** Those that the desk works on. */
  tables: Tables;
  dynamo: DynamoDBClient;
  /** Between two looks at a table that is being made, in ms. */
  pause(ms: number): Promise<unknown>;
  now(): Date;
};

export type OpenRestore = (stage: string) => Promise<RestoreDesk>;

/** By the outputs of the stack that holds the data: the desk's own may be gone, which may be why. */
export const openRestore: OpenRestore = async (name) => {
  const stage = await stageOf(name);
  const { region, deskId } = stage.deployment;
  const { outputs } = await askStacks(new CloudFormationClient({ region }), stage);
  if (outputs.Tables === undefined)
    throw new CommandError(`stage ${name} has no tables in ${region}: there is no stack ${deskId}-${name}-State`);
  const dynamo = new DynamoDBClient({ region });
  return { stage, tables: readTables(outputs.Tables), dynamo, pause: setTimeout, now: () => new Date() };
};
