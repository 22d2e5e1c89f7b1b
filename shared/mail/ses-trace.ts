/**
 * What SES writes above a mail that it stores: how the mail came, and what it found. The notification says it better; this is for a mail whose
 * notification is lost. The lines below are the sender's own, who may have written anything there.
 */
export type SesTrace = {
  envelopeFrom: string;
  /** The first envelope recipient. */
  recipient: string | undefined;
  /** When SES received it (ISO, UTC). */
  at: string | undefined;
  /** SES's words, upper case, by what was checked: `SPAM`, `VIRUS`, `SPF`, `DKIM`, `DMARC`; left out what it does not say, or not clearly. */
  verdicts: Readonly<Record<string, string>>;
};

type Fields = readonly { name: string; value: string }[];

const OURS = /^(?:x-ses-[\w-]+|received-spf|authentication-results)$/i;
const BY_SES =
  /\bby inbound-smtp\.[\w-]+\.amazonaws\.com with SMTP id (\w+)(?:\s+for\s+<?([^\s<>;]+)>?)?[^;]*;\s*(.+)$/s;
/** What holds a mail, whatever else is said of it. */
const DANGERS = ['SPAM', 'VIRUS'];
const AUTHENTICATION = /^\s*amazonses\.com\b/i;

/**
 * The trace of SES above a stored mail, whose object has this name; undefined for a mail without one. SES gives the name when the mail has come:
 * nobody who writes a mail can know it, so a trace that has it is not the sender's. What SES found is read from the lines that follow at once, and a
 * check on which they say two things says nothing, since parts of them are the sender's words; save that one word of danger is enough.
 */
export function readSesTrace(fields: Fields, name: string): SesTrace | undefined {
  const [path, received, ...others] = fields;
  if (path?.name.toLowerCase() !== 'return-path' || received?.name.toLowerCase() !== 'received') return undefined;
  const [, id, recipient, date = ''] = BY_SES.exec(received.value) ?? [];
  if (id !== name) return undefined;
  const end = others.findIndex((field) => !OURS.test(field.name));
  const block = end < 0 ? others : others.slice(0, end);
  const at = new Date(date.replace(/\([^)]*\)/g, ''));
  return {
    envelopeFrom: path.value.replace(/^\s*<|>\s*$/g, ''),
    recipient,
    at: Number.isNaN(at.getTime()) ? undefined : at.toISOString(),
    verdicts: verdictsIn(block),
  };
}

function verdictsIn(block: Fields): Record<string, string> {
  const values = (name: string) => block.filter((field) => field.name.toLowerCase() === name).map(({ value }) => value);
  const results = values('authentication-results').filter((value) => AUTHENTICATION.test(value));
  const said = (method: string) =>
    results.flatMap((value) =>
      [...value.matchAll(new RegExp(`\\b${method}=(\\w+)`, 'gi'))].map(([, word = '']) => word),
    );
  const words = {
    SPAM: values('x-ses-spam-verdict'),
    VIRUS: values('x-ses-virus-verdict'),
    SPF: said('spf'),
    DKIM: said('dkim'),
    DMARC: said('dmarc'),
  };
  const clear = Object.entries(words).flatMap(([check, found]) => {
    const [word, ...more] = new Set(found.map((each) => each.trim().toUpperCase()));
    // A sender's own line must not take it away.
    if (DANGERS.includes(check) && [word, ...more].includes('FAIL')) return [[check, 'FAIL'] as const];
    return word !== undefined && more.length === 0 ? [[check, word] as const] : [];
  });
  return Object.fromEntries(clear);
}
