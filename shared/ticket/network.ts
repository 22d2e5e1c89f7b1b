import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network that an address on the internet stands for: itself, of IPv6 its first 64 bits, since whoever has one has all of them (RFC
 * 6177). One that maps an IPv4 address is that. What is no address stands for itself.
 */
export function networkOf(ip: string): string {
  const [bare = ''] = ip.trim().toLowerCase().split('%');
  if (!isIPv6(bare)) return bare;
  const groups = groupsOf(bare);
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address. */
function groupsOf(ip: string): number[] {
  const [head = [], tail = []] = ip.split('::').map(partsOf);
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}

/** The groups of a part of it, two for an IPv4 address at its end. */
function partsOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!isIPv4(group)) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
