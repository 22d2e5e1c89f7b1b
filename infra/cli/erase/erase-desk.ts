import type { Table } from '../../../shared/aws/table.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { BucketList } from '../bucket-list.ts';
import type { Bucket } from '../redact/bucket.ts';

/** A desk with an admin's rights, who may delete what no function may. */
export type EraseDesk = { desk: Desk; tickets: Table; people: Table; bucket: Bucket & BucketList };
