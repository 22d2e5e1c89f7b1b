import { checkItem } from '../../infra/local/checks/item.ts';
import { minuteKey, noticeKey, noticeShard } from '../../shared/aws/keys.ts';
import { noticeItem, stateOf } from '../../shared/aws/notice-items.ts';
import { readItem } from '../../shared/aws/read-items.ts';
import type { Item } from '../../shared/aws/table.ts';
import { INDEX, TABLE_KEY } from '../../shared/names.ts';
import type { Log } from '../../shared/ticket/ports.ts';
import {
  type NoticeRecord,
  type NoticeStore,
  nameOfNotice,
  noticeRecordSchema,
} from '../../shared/ticket/team-notice.ts';
import { MemoryItems } from './memory-items.ts';

const KEYS = [{ name: 'table', ...TABLE_KEY }, ...Object.values(INDEX)];

/** Notices in memory: the items that the table would hold, made and read by the same code. */
export function memoryNotices(log: Log, items = new MemoryItems()): NoticeStore {
  const nameOf = ({ pk, sk }: Item) => `${pk} ${sk}`;
  const at = (key: Item) => items.get(nameOf(key));
  const readers = new Set<string>();
  const put = (item: Item) => {
    checkItem(item, KEYS);
    items.set(nameOf(item), structuredClone(item));
  };
  const read = (item: Item) => readItem(log, noticeRecordSchema, structuredClone(item));
  const find = (reader: string, name: string): NoticeRecord | undefined => {
    const item = at(noticeKey(reader, name));
    return item && read(item);
  };
  const minuteOf = (reader: string, minute: string) => {
    const key = minuteKey(reader, minute);
    return at(key) ?? { ...key };
  };
  const setMinute = (item: Item, change: Item) => void items.set(nameOf(item), { ...item, ...change });

  return {
    async begin(record) {
      const found = find(record.reader, nameOfNotice(record));
      if (!found) put(noticeItem(record));
      return found;
    },
    get: async (reader, name) => find(reader, name),
    async save(before, { task, told, mail }) {
      const found = find(before.reader, nameOfNotice(before));
      if (!found || stateOf(found.task).join() !== stateOf(before.task).join()) return false;
      put(noticeItem({ ...before, task, ...(told && { told }), ...(mail && { mail }) }));
      return true;
    },
    async ofTicket(reader, ticketId, since) {
      const { pk, sk } = noticeKey(reader, `${ticketId}#${since}`);
      return items.between(pk, String(sk), `${ticketId}#~`).map(read);
    },
    async byDigest(reader, since) {
      const { pk } = noticeKey(reader, '');
      return items
        .partition(pk)
        .filter((item) => (item.told === 'digest' || item.mail !== undefined) && String(item.at) >= since)
        .sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1))
        .map(read);
    },
    async waiting(reader, instant, limit) {
      return items
        .partition(noticeKey(reader, '').pk)
        .filter((item) => item.dueShard === noticeShard(reader) && String(item.dueKey) <= instant)
        .sort((a, b) => (String(a.dueKey) < String(b.dueKey) ? -1 : 1))
        .slice(0, limit)
        .map(({ sk }) => String(sk));
    },
    async leave(reader) {
      readers.add(reader);
    },
    left: async () => [...readers],
    async isAmongFirst(reader, minute, name, most) {
      const item = minuteOf(reader, minute);
      const alone = (item.alone as string[] | undefined) ?? [];
      if (!alone.includes(name) && alone.length >= most) return false;
      setMinute(item, { alone: [...new Set([...alone, name])] });
      return true;
    },
    async once(reader, minute, what) {
      const item = minuteOf(reader, minute);
      if (item[what]) return false;
      setMinute(item, { [what]: true });
      return true;
    },
  };
}
