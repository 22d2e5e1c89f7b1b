import type { Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  type ITableV2,
  ProjectionType,
  StreamViewType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { AGENTS, FACT, TICKET, WORD, WORDS } from '../shared/aws/keys.ts';
import { INDEX, TABLE_KEY, TTL } from '../shared/names.ts';
import { kept } from './keep.ts';
import type { Deployment } from './settings-schema.ts';

type Keep = { keep: boolean };
type Index = (typeof INDEX)[keyof typeof INDEX];

/** A table of the desk, see docs/data-model.md. It outlives the stack, since it holds what customers were promised. Items expire that say so (`TTL`): none of a ticket does. */
class DeskTable extends TableV2 {
  constructor(scope: Construct, id: string, { keep, isTold }: Keep & { isTold?: boolean }, indexes: Index[]) {
    super(scope, id, {
      partitionKey: text(TABLE_KEY.partition),
      sortKey: text(TABLE_KEY.sort),
      globalSecondaryIndexes: indexes.map(index),
      billing: Billing.onDemand(),
      timeToLiveAttribute: TTL,
      ...(isTold && { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Without deletion protection, which no rollback gets past: docs/decisions/006-first-deploy.md.
      removalPolicy: kept({ keep }),
    });
  }
}

/** The tables that a desk works on: those its stack made, or what was restored in their place. */
export type DeskTables = {
  tickets: ITableV2;
  people: ITableV2;
  /** ARN of the stream of the tickets; undefined of restored ones of which the settings name none. */
  ticketStream: string | undefined;
};

/** Makes the tables, and gives those that the desk works on. Tickets, their messages and all that is about them; customers and agents. */
export function deskTables(scope: Stack, { restored, ...deployment }: Keep & Pick<Deployment, 'restored'>): DeskTables {
  const tickets = new DeskTable(scope, 'Tickets', { ...deployment, isTold: true }, Object.values(INDEX));
  const people = new DeskTable(scope, 'People', deployment, []);
  // While the desk that is deployed imports these, CloudFormation takes no export away, and this stack goes first. They stay exports,
  // so that one deploy leads to a restored table, or back.
  for (const { tableName, tableArn } of [tickets, people])
    for (const each of [tableName, tableArn]) scope.exportValue(each);
  if (tickets.tableStreamArn) scope.exportValue(tickets.tableStreamArn);
  return {
    tickets: inPlaceOf(tickets, 'RestoredTickets', restored.tickets, Object.values(INDEX)),
    people: inPlaceOf(people, 'RestoredPeople', restored.people, []),
    ticketStream: restored.tickets === undefined ? tickets.tableStreamArn : restored.ticketStream,
  };
}

/** A restored table is no resource of the stack: `desk restore` made it and set it up. */
function inPlaceOf(own: DeskTable, id: string, tableName: string | undefined, indexes: Index[]): ITableV2 {
  if (tableName === undefined) return own;
  return TableV2.fromTableAttributes(own.stack, id, { tableName, globalIndexes: indexes.map(({ name }) => name) });
}

/** Lets a function read and write tickets. None deletes one: a ticket, once promised, stays. */
export function grantUse({ tickets }: DeskTables, user: IGrantable): void {
  tickets.grant(user, 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
}

/** Lets a function write what reports know of tickets, and nothing else of the table. */
export function grantFacts({ tickets }: DeskTables, user: IGrantable): void {
  grantItems(user, tickets, [`${FACT}*`], ['dynamodb:PutItem']);
}

/**
 * Lets a function have tickets found by their words: it reads tickets and messages, and writes what they are found by, which stands in partitions of its
 * own. Entries come and go by batches alone, which need no right to put or delete an item.
 */
export function grantIndex({ tickets }: DeskTables, user: IGrantable): void {
  grantItems(user, tickets, [`${TICKET}*`], ['dynamodb:Query']);
  grantItems(user, tickets, [`${TICKET}*`, `${WORDS}*`], ['dynamodb:GetItem']);
  grantItems(user, tickets, [`${WORDS}*`], ['dynamodb:PutItem']);
  grantItems(user, tickets, [`${WORD}*`], ['dynamodb:BatchWriteItem']);
}

/** Lets a function search: whether tickets have all words that are asked for, their records say, many at once. */
export function grantSearch({ tickets }: DeskTables, user: IGrantable): void {
  tickets.grant(user, 'dynamodb:BatchGetItem');
}

/** Lets a function look up people: an admin writes them. */
export function grantLookUp({ people }: DeskTables, user: IGrantable): void {
  people.grant(user, 'dynamodb:BatchGetItem', 'dynamodb:Query');
}

/** Lets a function note when agents are away: no other attribute of theirs, and nobody else's item. What the items hold it is not given. */
export function grantSetAbsent({ people }: DeskTables, user: IGrantable): void {
  const attributes = ['pk', 'sk', 'serial', 'absent'];
  user.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['dynamodb:UpdateItem'],
      resources: [people.tableArn],
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [AGENTS], 'dynamodb:Attributes': attributes },
        StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
      },
    }),
  );
}

/** Lets somebody do this with the items of these partitions, and with no other. */
export function grantItems(to: IGrantable, { tableArn }: ITableV2, partitions: string[], actions: string[]): void {
  to.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions,
      resources: [tableArn],
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
    }),
  );
}

function index({ name, partition, sort, include }: Index): GlobalSecondaryIndexPropsV2 {
  const projection =
    include.length > 0
      ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...include] }
      : { projectionType: ProjectionType.KEYS_ONLY };
  return { indexName: name, partitionKey: text(partition), sortKey: text(sort), ...projection };
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}
