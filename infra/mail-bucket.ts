import { Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PREFIX } from '../shared/names.ts';
import { KEEP } from './keep.ts';

/** What came in, as it came, until its lifecycle ends; attachments for good. It outlives the stack. */
export class MailBucket extends Bucket {
  constructor(scope: Construct, id: string, { rawMailDays }: { rawMailDays: number }) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: KEEP,
      lifecycleRules: [
        ...[PREFIX.raw, PREFIX.received, PREFIX.webhooks, PREFIX.pages, PREFIX.filings].map((prefix) => ({
          id: `${prefix.slice(0, -1)}-ends`,
          prefix,
          expiration: Duration.days(rawMailDays),
        })),
        { id: 'broken-uploads-end', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
  }

  /** Lets a function read what customers sent, by mail or on a page, as they sent it. Not `grantRead`, which also lists the whole bucket. */
  grantReadRaw(reader: IGrantable): void {
    this.allow(reader, 's3:GetObject', PREFIX.raw);
    this.allow(reader, 's3:GetObject', PREFIX.pages);
  }

  /** Lets a function keep what SES said of each raw mail. */
  grantKeepNotifications(writer: IGrantable): void {
    this.allow(writer, 's3:PutObject', PREFIX.received);
  }

  /** Lets a function keep the requests of forms. */
  grantKeepRequests(writer: IGrantable): void {
    this.allow(writer, 's3:PutObject', PREFIX.webhooks);
  }

  /** Lets a function keep what agents file. */
  grantKeepFilings(writer: IGrantable): void {
    this.allow(writer, 's3:PutObject', PREFIX.filings);
  }

  /** Lets a function read what was kept of what came in, so that it can be taken in again. */
  grantReadKept(reader: IGrantable): void {
    this.allow(reader, 's3:GetObject', PREFIX.received);
    this.allow(reader, 's3:GetObject', PREFIX.webhooks);
    this.allow(reader, 's3:GetObject', PREFIX.pages);
    this.allow(reader, 's3:GetObject', PREFIX.filings);
  }

  /** Lets a function store attachments, and texts too long for the table; a broken upload in parts is taken back. */
  grantWriteAttachments(writer: IGrantable): void {
    this.allow(writer, 's3:PutObject', PREFIX.attachments);
    this.allow(writer, 's3:AbortMultipartUpload', PREFIX.attachments);
  }

  /** Lets a function give attachments out. */
  grantReadAttachments(reader: IGrantable): void {
    this.allow(reader, 's3:GetObject', PREFIX.attachments);
  }

  private allow(grantee: IGrantable, action: string, prefix: string): void {
    Grant.addToPrincipal({ grantee, actions: [action], resourceArns: [this.arnForObjects(`${prefix}*`)] });
  }
}
