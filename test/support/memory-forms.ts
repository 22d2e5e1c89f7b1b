import { PROVIDERS } from '../../shared/forms/providers.ts';
import { asFormSource, readSource } from '../../shared/forms/stored-source.ts';
import {
  type FormRecord,
  type FormRecords,
  MOST_REFUSED,
  type RejectedDelivery,
} from '../../shared/ticket/form-record.ts';
import type { Desk, FormSources, Secrets } from '../../shared/ticket/ports.ts';
import type { Given } from './memory-desk.ts';

/** The forms' secret in memory: the same sources, read by the same rules. */
export function memoryFormSources(
  { sources = {}, providers = {} }: Pick<Given, 'sources' | 'providers'>,
  {
    secrets,
    machineNow,
    log,
  }: Pick<Desk, 'machineNow'> & { secrets: Pick<Secrets, 'webhookSecrets'> } & {
    log: Pick<Desk['log'], 'error'>;
  },
): FormSources {
  const stored = new Map(Object.entries(sources));
  return {
    async find(name) {
      if (!stored.has(name)) {
        const before = await secrets.webhookSecrets(name);
        return before && { name, type: 'standard', secrets: before };
      }
      const read = readSource(name, stored.get(name), { ...PROVIDERS, ...providers });
      for (const part of read.unusable) log.error('a part of a form cannot be used', { ...part });
      return asFormSource(name, read, machineNow());
    },
  };
}

/** What came of the sources of forms, in memory. */
export function memoryFormRecords(): FormRecords {
  const records = new Map<string, FormRecord>();
  const rejects = new Map<string, RejectedDelivery>();
  const of = (name: string): FormRecord => records.get(name) ?? { name, delivered: 0, refused: 0 };
  /** Writes the record as JSON keeps it: what is undefined is not there. */
  const put = (record: FormRecord) => void records.set(record.name, JSON.parse(JSON.stringify(record)));
  const OVER = { refused: 0, refusedFrom: undefined, why: undefined };
  return {
    list: async () => structuredClone([...records.values()].sort((a, b) => (a.name < b.name ? -1 : 1))),
    async delivered(name, { owner, at, raw }) {
      const before = of(name);
      put({ ...before, ...OVER, owner, deliveredAt: at, lastRaw: raw, delivered: before.delivered + 1 });
    },
    async refused(name, { owner, at, why }) {
      const before = of(name);
      if (before.refused >= MOST_REFUSED) return;
      put({ refusedFrom: at, why, ...before, owner, refused: before.refused + 1 });
    },
    async reject(name, { owner, ...delivery }) {
      const key = `${name} ${delivery.raw}`;
      if (!rejects.has(key)) rejects.set(key, delivery);
      put({ rejectedFrom: delivery.at, ...of(name), owner });
    },
    rejected: async (name) =>
      structuredClone(
        [...rejects]
          .filter(([key]) => key.startsWith(`${name} `))
          .map(([, delivery]) => delivery)
          .sort((a, b) => b.at.localeCompare(a.at)),
      ),
    async set(name, { owner, at, inUse, rotated }) {
      const secret = rotated && { rotatedAt: at, keptUntil: rotated.keptUntil, toldRotated: undefined };
      const untold = { toldRefused: undefined, toldRejected: undefined, toldSilent: undefined };
      put({
        ...of(name),
        ...OVER,
        ...untold,
        ...secret,
        rejectedFrom: undefined,
        unreachedFrom: undefined,
        whyUnreached: undefined,
        owner,
        setAt: inUse ? at : undefined,
      });
    },
    async unreached(name, { at, why }) {
      if (records.has(name)) put({ unreachedFrom: at, ...of(name), whyUnreached: why });
    },
    async told(name, news, at, { inPlace = false } = { inPlace: false }) {
      if (!records.has(name)) return;
      const reached = inPlace ? {} : { unreachedFrom: undefined, whyUnreached: undefined };
      const told = { rotated: 'toldRotated', refused: 'toldRefused', rejected: 'toldRejected', silent: 'toldSilent' };
      put({ ...of(name), ...reached, [told[news]]: at });
    },
    async forget(name) {
      records.delete(name);
    },
  };
}
