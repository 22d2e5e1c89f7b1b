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
import { KEEP } from './keep.ts';

/** The one table, see docs/data-model.md. It outlives the stack, since it holds what customers were promised. Items expire that say so (`TTL`): none of a ticket does. */
export class DeskTable extends TableV2 {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      partitionKey: text(TABLE_KEY.partition),
      sortKey: text(TABLE_KEY.sort),
      globalSecondaryIndexes: Object.values(INDEX).map(index),
      billing: Billing.onDemand(),
      timeToLiveAttribute: TTL,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Without deletion protection, which no rollback gets past: docs/decisions/006-first-deploy.md.
      removalPolicy: KEEP,
    });
  }

  /** Lets a function read and write items. None deletes one: a ticket, once promised, stays. */
  grantUse(user: IGrantable): void {
    this.grant(
      user,
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    );
  }
}

type Index = (typeof INDEX)[keyof typeof INDEX];

function index({ name, partition, sort }: Index): GlobalSecondaryIndexPropsV2 {
  return { indexName: name, partitionKey: text(partition), sortKey: text(sort), projectionType: ProjectionType.ALL };
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}
