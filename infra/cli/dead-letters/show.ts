import { cleanLine, cleanText } from '../../../shared/mail/clean.ts';
import type { Described } from './describe.ts';

/** A dead letter in whole, for a terminal: what strangers wrote in it obeys nobody. */
export function showLetter({ queue, id, sentAt, tries, about, why, attributes, body }: Described): string {
  const lines = Object.entries({ queue, id, sent: sentAt, tries: String(tries), about, why, ...attributes });
  const head = lines.map(([name, value]) => `${name}: ${cleanLine(value, Number.POSITIVE_INFINITY)}\n`).join('');
  return `${head}\n${cleanText(readable(body))}\n`;
}

/** With what is JSON within it spread out, as the notification within SNS's envelope is. */
function readable(body: string): string {
  try {
    const outer: unknown = JSON.parse(body);
    return JSON.stringify(isEnvelope(outer) ? { ...outer, Message: parsed(outer.Message) } : outer, null, 2);
  } catch {
    return body;
  }
}

function isEnvelope(value: unknown): value is { Message: string } {
  return typeof value === 'object' && value !== null && 'Message' in value && typeof value.Message === 'string';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
