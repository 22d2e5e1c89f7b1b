import { scan } from '../../infra/cli/doctor/scan.ts';
import type { Item, Table } from '../../shared/aws/table.ts';
import { writeItems } from './table-desk.ts';

type Pair = { tickets: Table; people: Table };

/**
 * Both tables as they are now, in tables that are empty: what going back to a moment is on AWS, which the emulator cannot. Like there, what was
 * written since stays where it is.
 */
export async function copyTables(from: Pair, to: Pair): Promise<void> {
  for (const part of ['tickets', 'people'] as const) {
    const items: Item[] = [];
    for await (const item of scan(from[part])) items.push(item);
    await writeItems(to[part], items);
  }
}
