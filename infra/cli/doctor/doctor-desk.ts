import type { Item, Table } from '../../../shared/aws/table.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { Schedules } from '../timers/schedules.ts';

/** A desk to its last item, with an admin's rights. */
export type DoctorDesk = {
  /** Of a deployed one; undefined: it runs here. */
  stage?: string | undefined;
  desk: Desk;
  tickets: Table;
  people: Table;
  /** Whether an object is in the mail bucket. */
  hasFile(key: string): Promise<boolean>;
  schedules(): Promise<Schedules>;
  /** Sources of forms as they are stored, by name. */
  sources(): Promise<Record<string, unknown>>;
  /** Keeps an item that cannot be read as it is, before it is put right. */
  keep(item: Item): Promise<void>;
};
