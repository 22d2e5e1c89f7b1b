import { Aws, Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PREFIX } from '../shared/names.ts';
import { kept } from './keep.ts';
import type { Deployment } from './settings-schema.ts';
import { webOf } from './web-address.ts';

/** A form may be sent for a day after its page was made; what has not been copied to a ticket by then is nobody's. */
const UPLOADS_STAY = Duration.days(2);

/** What was written over, or taken away by its lifecycle or by an admin, can be had back for so long. */
const OLD_VERSIONS_STAY = Duration.days(30);

/** How long a browser remembers that a page may send files, in seconds. */
const ORIGIN_KNOWN_SECONDS = 600;

type Props = Pick<Deployment, 'rawMailDays' | 'keep' | 'region' | 'webUrl' | 'domain'>;

/** What came in, as it came, until its lifecycle ends; attachments for good. What goes can be had back for a month. It outlives the stack. */
export class MailBucket extends Bucket {
  constructor(scope: Construct, id: string, { rawMailDays, keep, region, ...web }: Props) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // No function may delete: this is against a wrong move of an admin, or of a command.
      versioned: true,
      removalPolicy: kept({ keep }),
      lifecycleRules: [
        ...[PREFIX.raw, PREFIX.received, PREFIX.webhooks, PREFIX.pages, PREFIX.filings].map((prefix) => ({
          id: `${prefix.slice(0, -1)}-ends`,
          prefix,
          expiration: Duration.days(rawMailDays),
        })),
        {
          id: 'uploads-end',
          prefix: PREFIX.uploads,
          expiration: UPLOADS_STAY,
          // Nobody's files, which nobody wants back; of two rules S3 follows the one that ends sooner.
          noncurrentVersionExpiration: Duration.days(1),
        },
        // In a versioned bucket what ends leaves its content as an old version, and a marker that stands alone once that is gone
        // (Amazon S3 User Guide, "Lifecycle configuration elements", Expiration actions).
        {
          id: 'old-versions-end',
          noncurrentVersionExpiration: OLD_VERSIONS_STAY,
          expiredObjectDeleteMarker: true,
        },
        { id: 'broken-uploads-end', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      // Pages send files to where a signed address leads them: that address is the right, whatever page it is on.
      cors: [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: [webOf(web)?.origin ?? `https://*.execute-api.${region}.${Aws.URL_SUFFIX}`],
          allowedHeaders: ['content-type'],
          maxAge: ORIGIN_KNOWN_SECONDS,
        },
      ],
    });
    this.announce();
  }

  /** Says of each object that it was stored. Not `eventBridgeEnabled`, for which the CDK brings a function of its own with rights to every bucket. */
  private announce(): void {
    const { defaultChild } = this.node;
    if (!(defaultChild instanceof CfnBucket)) throw new Error('a bucket is made of one resource');
    defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }

  /** Lets a function read what customers sent, by mail or on a page, as they sent it. Not `grantRead`, which also lists the whole bucket. */
  grantReadRaw(reader: IGrantable): void {
    this.allow(reader, 's3:GetObject', PREFIX.raw);
    this.allow(reader, 's3:GetObject', PREFIX.pages);
  }

  /** Lets a function keep what SES said of each raw mail, and see whether it is there. */
  grantKeepNotifications(writer: IGrantable): void {
    this.allow(writer, 's3:PutObject', PREFIX.received);
    this.allow(writer, 's3:GetObject', PREFIX.received);
  }

  /** Lets a function keep the requests of forms. */
  grantKeepRequests(writer: IGrantable): void {
    this.allow(writer, 's3:PutObject', PREFIX.webhooks);
  }

  /** Lets a function keep what is submitted on pages. */
  grantKeepPages(writer: IGrantable): void {
    this.allow(writer, 's3:PutObject', PREFIX.pages);
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
    this.allow(reader, 's3:GetObject', PREFIX.uploads);
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

  /** Lets a function give out places to upload to, see what is there, and copy it; a right to look is the right to read. */
  grantUploads(keeper: IGrantable): void {
    this.allow(keeper, 's3:PutObject', PREFIX.uploads);
    this.grantReadUploads(keeper);
  }

  /** Lets a function see what was uploaded, and copy it. */
  grantReadUploads(reader: IGrantable): void {
    this.allow(reader, 's3:GetObject', PREFIX.uploads);
  }

  private allow(grantee: IGrantable, action: string, prefix: string): void {
    Grant.addToPrincipal({ grantee, actions: [action], resourceArns: [this.arnForObjects(`${prefix}*`)] });
  }
}
