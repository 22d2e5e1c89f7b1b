import { type Fields, first } from '../fields.ts';

/**
 * Receipts of Italian certified mail (PEC), by the field that every provider must set: technical rules of the decree of
 * 2 November 2005, section 6.5.2. The envelope that carries a person's mail has `X-Trasporto` instead and is none of these.
 */
const RECEIPTS: Record<string, string> = {
  accettazione: 'relayed',
  'presa-in-carico': 'relayed',
  'avvenuta-consegna': 'delivered',
  'preavviso-errore-consegna': 'delayed',
  'errore-consegna': 'failed',
  'non-accettazione': 'failed',
  'rilevazione-virus': 'failed',
};

/** The action of a certified-mail receipt, or undefined. */
export function certifiedReceipt(fields: Fields): string | undefined {
  return RECEIPTS[first(fields, 'x-ricevuta')?.toLowerCase() ?? ''];
}

/** True for an envelope that carries another's mail: its words are the provider's on that, and its subject is that mail's. */
export function isCertifiedEnvelope(fields: Fields): boolean {
  return fields.has('x-trasporto');
}
