import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { TTL } from '../names.ts';
import { type MailReports, mailReportSchema } from '../ticket/mail-report.ts';
import { mailReportKey } from './keys.ts';
import { expiryOf, type Table } from './table.ts';

/** A server sends a mail back within days, a complaint comes within weeks; the figures of a year can be looked up. */
const KEPT_DAYS = 400;

/** What was first said of mails, in an item a mail and recipient beside its ticket, an attribute for each fate. */
export function mailReportTable(table: Table): MailReports {
  return {
    async first(mail, fate, report) {
      const { Attributes } = await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: mailReportKey(mail),
          UpdateExpression: 'SET #fate = if_not_exists(#fate, :report), #ttl = if_not_exists(#ttl, :ttl)',
          ExpressionAttributeNames: { '#fate': fate, '#ttl': TTL },
          ExpressionAttributeValues: { ':report': report, ':ttl': expiryOf(report.at, KEPT_DAYS) },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return mailReportSchema.parse(Attributes?.[fate]);
    },

    async find(mail, fate) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: mailReportKey(mail), ConsistentRead: true }),
      );
      return Item?.[fate] === undefined ? undefined : mailReportSchema.parse(Item[fate]);
    },
  };
}
