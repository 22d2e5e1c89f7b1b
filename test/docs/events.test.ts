import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ticketEventSchema } from '../../shared/events/ticket-event.ts';

const page = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```json\n(.*?)^```/gms)].map(([, json = '']) => JSON.parse(json));

describe('docs/events.md', () => {
  it('has the JSON Schema of the events', () => {
    expect(blocks.at(-1)).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(ticketEventSchema, { io: 'input' }))));
  });

  it('shows an event that fits it', () => {
    const example = blocks.find((block) => 'schema' in block);
    expect(ticketEventSchema.parse(example)).toEqual(example);
  });

  it('has a line for each type, and no other', () => {
    const types = ticketEventSchema.options.flatMap(({ shape: { type } }) =>
      type instanceof z.ZodEnum ? type.options : [...type.values],
    );
    const rows = [...page.matchAll(/^\| (`[a-z]+`(?:, `[a-z]+`)*) \|/gm)].flatMap(([, names = '']) =>
      names.replaceAll('`', '').split(', '),
    );
    expect(rows.filter((name) => name !== 'type').toSorted()).toEqual(types.toSorted());
  });
});
