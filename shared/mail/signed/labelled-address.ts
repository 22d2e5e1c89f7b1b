/** Octets before the `@`, RFC 5321, 4.5.3.1.1. */
const MAX_LOCAL_PART = 64;

/**
 * The support address with a label: `help+label@…`.
 * @throws RangeError when the support address is too long for it
 */
export function labelledAddress(supportAddress: string, label: string): string {
  const { local, domain } = split(supportAddress);
  const labelled = `${local}+${label}`;
  if (!fitsLabel(supportAddress, label)) {
    throw new RangeError(`the support address is too long: "${labelled}" has over ${MAX_LOCAL_PART} characters`);
  }
  return `${labelled}@${domain}`;
}

/** Whether the support address with this label is short enough for one. */
export function fitsLabel(supportAddress: string, label: string): boolean {
  return `${split(supportAddress).local}+${label}`.length <= MAX_LOCAL_PART;
}

/** What stands between the `+` and the `@`, in lower case, if the address is a labelled form of the support address. */
export function labelOf(supportAddress: string, address: string): string | undefined {
  const support = split(supportAddress);
  const given = split(address);
  const isLabelled = given.domain === support.domain && given.local.startsWith(`${support.local}+`);
  return isLabelled ? given.local.slice(support.local.length + 1) : undefined;
}

function split(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, at).toLowerCase(), domain: address.slice(at + 1).toLowerCase() };
}
