import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type AccountStore, accountSchema } from '../customer/account.ts';
import { accountKey } from './keys.ts';
import type { Item, Table } from './table.ts';

/** Agents' accounts: one item each, in the table of tickets, since the functions only read the people's. */
export function accountTable({ client, name: TableName }: Table): AccountStore {
  /** Sets attributes, and takes those away that are undefined; gives the item as it is then. */
  const update = async (Key: Item, set: Record<string, unknown>, { once = false } = {}) => {
    const fields = Object.entries(set).map(([field, value], index) => ({ field, value, index }));
    const given = fields.filter(({ value }) => value !== undefined);
    const gone = fields.filter(({ value }) => value === undefined);
    const sets = given.map(({ index }) => `#${index} = ${once ? `if_not_exists(#${index}, :${index})` : `:${index}`}`);
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: [
          sets.length > 0 ? `SET ${sets.join(', ')}` : '',
          gone.length > 0 ? `REMOVE ${gone.map(({ index }) => `#${index}`).join(', ')}` : '',
        ]
          .join(' ')
          .trim(),
        ExpressionAttributeNames: Object.fromEntries(fields.map(({ field, index }) => [`#${index}`, field])),
        ...(given.length > 0 && {
          ExpressionAttributeValues: Object.fromEntries(given.map(({ value, index }) => [`:${index}`, value])),
        }),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return accountSchema.parse(Attributes);
  };
  return {
    async of(agent) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: accountKey(agent), ConsistentRead: true }));
      return accountSchema.parse(Item ?? {});
    },
    async bind(agent, signIn) {
      return (await update(accountKey(agent), { signIn }, { once: true })).signIn ?? signIn;
    },
    async endSessions(agent, before, { unbind } = { unbind: false }) {
      await update(accountKey(agent), { sessionsFrom: before, ...(unbind && { signIn: undefined }) });
    },
    async prefer(agent, { language, timeZone, singleKeys, notices, digestMinutes }) {
      await update(accountKey(agent), { language, timeZone, singleKeys, notices, digestMinutes });
    },
  };
}
