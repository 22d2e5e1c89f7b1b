import { BrokeOff, type Consumer } from '../events/consumer.ts';
import type { Settings } from '../settings.ts';
import type { FactStore } from '../ticket/fact.ts';
import { keepFact } from './keep-fact.ts';

/** Keeps facts up to date with the changes of tickets, whatever order these come in, and how often. */
export function keepFacts(desk: { facts: FactStore; settings: Pick<Settings, 'calendars'> }): Consumer {
  return async (changes) => {
    for (const [done, change] of changes.entries()) {
      if (change.kind !== 'ticket') continue;
      try {
        await keepFact(desk, change);
      } catch (error) {
        throw new BrokeOff(done, 'a fact could not be written', { cause: error });
      }
    }
  };
}
