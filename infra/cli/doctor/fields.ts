import type * as z from 'zod';
import type { Item } from '../../../shared/aws/table.ts';

/** The attributes of an item that its schema does not take: those that are wrong, and those that are missing. */
export function brokenFields(schema: z.ZodObject, item: Item): string[] {
  return Object.entries(schema.shape)
    .filter(([name, field]) => !(field as z.ZodType).safeParse(item[name]).success)
    .map(([name]) => name);
}

/** How a person says where an item is. */
export const placeOfItem = ({ pk, sk }: Item) => `${pk} / ${sk}`;

/** What a person has to do about attributes that nothing else says. */
export function byHand(item: Item, fields: readonly string[]): string {
  const what = fields.length > 0 ? fields.join(', ') : 'it';
  return `put ${what} right by hand: aws dynamodb update-item, key ${placeOfItem(item)}; point-in-time recovery has it as it was`;
}
