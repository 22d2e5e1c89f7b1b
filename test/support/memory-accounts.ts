import type { Account, AccountStore } from '../../shared/customer/account.ts';

/** Agents' accounts in memory. */
export function memoryAccounts(): AccountStore {
  const accounts = new Map<string, Account>();
  const keyOf = ({ id, serial = 0 }: { id: string; serial?: number | undefined }) => `${id} ${serial}`;
  const given = (account: Account) =>
    Object.fromEntries(Object.entries(account).filter(([, value]) => value !== undefined)) as Account;
  const change = (agent: Parameters<typeof keyOf>[0], part: Account) => {
    const account = given({ ...accounts.get(keyOf(agent)), ...part });
    accounts.set(keyOf(agent), account);
    return account;
  };
  return {
    of: async (agent) => structuredClone(accounts.get(keyOf(agent)) ?? {}),
    async bind(agent, signIn) {
      return change(agent, { signIn, ...accounts.get(keyOf(agent)) }).signIn ?? signIn;
    },
    async endSessions(agent, before, { unbind } = { unbind: false }) {
      change(agent, { sessionsFrom: before, ...(unbind && { signIn: undefined }) });
    },
    async prefer(agent, { language, timeZone, singleKeys, notices, digestMinutes }) {
      change(agent, { language, timeZone, singleKeys, notices, digestMinutes });
    },
  };
}
