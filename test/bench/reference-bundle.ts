import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleCommand, DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { simpleParser } from 'mailparser';

/** The least that a function with this job could load: the same clients and commands, and mailparser. Nothing calls it. */
export const clients = [
  DynamoDBDocumentClient.from(new DynamoDBClient({})),
  new S3Client({}),
  new SESClient({}),
  new SchedulerClient({}),
  new SecretsManagerClient({}),
  new SQSClient({}),
];
export const commands = [
  GetCommand,
  PutCommand,
  QueryCommand,
  GetObjectCommand,
  PutObjectCommand,
  SendRawEmailCommand,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetSecretValueCommand,
  ChangeMessageVisibilityCommand,
];
export const handler = simpleParser;
