/** What may stand before the address: `To:`, `Recipient address:`, `RCPT TO:`, `failed:`, in the languages servers speak. */
const LABEL =
  /^[ \t>|*•-]{0,20}(?:(?:(?:final |original |failed )?recipient(?: address)?|(?:e-?mail )?address|rcpt to|to|user|mailbox|an|empfänger|adresse|a|destinatario|indirizzo|à|destinataire|para|destinatário|naar|aan|кому|宛先|收件人)\s?[:：]\s{0,10}|(?:the following message, )?addressed to |[^:@<>]{0,60}(?:message|mail|deliver|delivered|sent|undeliverable) to:?\s{1,10})?/i;
/** The address, and behind it at most what it is: a line's end, a colon, a bracket, `... User unknown`, Exchange's `on Mon,`. */
const ADDRESS =
  /^["'<([‘“«]{0,2}?(?:mailto:|smtp:|rfc822;\s?)?(?:"[^"@]{1,62}"|[^\s<>"'()[\]]{1,64})@[^\s<>"'()[\]:,;]{1,253}[>"')\]’”»]{0,2}(?:\s?[:,.;]?\s*$|\s?[:(;]|\.{3}\s|\s(?:on|am|le|il|el|em|op|den)\s[\p{L}\d]|\s[-–]\s)/u;
/** Longer lines are sentences. */
const MAX_LINE = 1000;

/** True for a line that names one address and at most says what became of it: `<anna@rossi.example>: unknown`. */
export function isAddressLine(line: string): boolean {
  const text = line.slice(0, MAX_LINE);
  return text.includes('@') && ADDRESS.test(text.replace(LABEL, ''));
}
