import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { INDEX, TABLE_KEY, TTL } from '../shared/names.ts';
import { kept } from './keep.ts';

type Keep = { keep: boolean };
type Index = (typeof INDEX)[keyof typeof INDEX];

/** A table of the desk, see docs/data-model.md. It outlives the stack, since it holds what customers were promised. Items expire that say so (`TTL`): none of a ticket does. */
class DeskTable extends TableV2 {
  constructor(scope: Construct, id: string, { keep }: Keep, indexes: Index[]) {
    super(scope, id, {
      partitionKey: text(TABLE_KEY.partition),
      sortKey: text(TABLE_KEY.sort),
      globalSecondaryIndexes: indexes.map(index),
      billing: Billing.onDemand(),
      timeToLiveAttribute: TTL,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Without deletion protection, which no rollback gets past: docs/decisions/006-first-deploy.md.
      removalPolicy: kept({ keep }),
    });
  }
}

/** Tickets, their messages and all that is about them. */
export class TicketTable extends DeskTable {
  constructor(scope: Construct, id: string, deployment: Keep) {
    super(scope, id, deployment, Object.values(INDEX));
  }

  /** Lets a function read and write items. None deletes one: a ticket, once promised, stays. */
  grantUse(user: IGrantable): void {
    this.grant(user, 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  }
}

/** Customers and agents: an admin writes them, the functions read them. */
export class PeopleTable extends DeskTable {
  constructor(scope: Construct, id: string, deployment: Keep) {
    super(scope, id, deployment, []);
  }

  grantLookUp(user: IGrantable): void {
    this.grant(user, 'dynamodb:BatchGetItem', 'dynamodb:Query');
  }
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
