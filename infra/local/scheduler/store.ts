import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type ListQuery, type ScheduleInput, type ScheduleKey, scheduleSchema } from './input.ts';

/** A registered schedule. Instants are epoch ms of the desk's clock. */
export type Schedule = {
  key: ScheduleKey;
  input: ScheduleInput;
  createdAt: number;
  modifiedAt: number;
  /** It has been delivered, and stays because its `ActionAfterCompletion` is `NONE`. */
  completed: boolean;
};

const rowSchema = z
  .object({
    name: z.string(),
    grp: z.string(),
    body: z.string(),
    created: z.number(),
    modified: z.number(),
    completed: z.number(),
  })
  .transform(
    (row): Schedule => ({
      key: { name: row.name, group: row.grp },
      input: scheduleSchema.parse(JSON.parse(row.body)),
      createdAt: row.created,
      modifiedAt: row.modified,
      completed: row.completed === 1,
    }),
  );

const TABLE = `create table if not exists schedules (
  grp text not null, name text not null, body text not null, due integer not null, pending integer not null,
  created integer not null, modified integer not null, completed integer not null, primary key (grp, name))`;

export type ScheduleStore = ReturnType<typeof openStore>;

/** Schedules in SQLite: in memory, or in `file` to keep them over restarts. */
export function openStore(file = ':memory:') {
  const db = new DatabaseSync(file);
  db.exec(TABLE);
  db.exec('create index if not exists by_due on schedules (pending, due)');
  const select = db.prepare('select * from schedules where grp = ? and name = ?');
  const put = db.prepare('insert or replace into schedules values (?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = db.prepare('delete from schedules where grp = ? and name = ?');
  const due = db.prepare('select * from schedules where pending = 1 and due <= ? order by due');
  const next = db.prepare('select min(due) as due from schedules where pending = 1 and due > ?');
  const page = db.prepare(
    `select * from schedules where (?1 is null or grp = ?1) and substr(name, 1, length(?2)) = ?2
     and grp || '/' || name > ?3 order by grp || '/' || name`,
  );
  return {
    get(key: ScheduleKey): Schedule | undefined {
      const row = select.get(key.group, key.name);
      return row && rowSchema.parse(row);
    },
    put(schedule: Schedule): void {
      const { key, input, createdAt, modifiedAt, completed } = schedule;
      const body = JSON.stringify({ ...input, ScheduleExpression: input.ScheduleExpression.text });
      const pending = Number(!completed && input.State === 'ENABLED');
      const { instant } = input.ScheduleExpression;
      put.run(key.group, key.name, body, instant, pending, createdAt, modifiedAt, Number(completed));
    },
    /** False: there was none. */
    remove(key: ScheduleKey): boolean {
      return remove.run(key.group, key.name).changes === 1;
    },
    /** Enabled, not yet delivered, and due by `instant`. */
    due(instant: number): Schedule[] {
      return due.all(instant).map((row) => rowSchema.parse(row));
    },
    /** When the next schedule after `instant` falls due. */
    nextDue(instant: number): number | undefined {
      return z.object({ due: z.number().nullable() }).parse(next.get(instant)).due ?? undefined;
    },
    /** In order of group and name, those after `NextToken`; the caller cuts the page. */
    list(query: ListQuery): Schedule[] {
      const rows = page.all(query.ScheduleGroup ?? null, query.NamePrefix ?? '', query.NextToken ?? '');
      const schedules = rows.map((row) => rowSchema.parse(row));
      return schedules.filter((schedule) => query.State === undefined || schedule.input.State === query.State);
    },
    close(): void {
      db.close();
    },
  };
}
