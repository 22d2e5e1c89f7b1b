/** A value as it is on DynamoDB's wire, with its type. */
export type Attribute = {
  S?: string;
  N?: string;
  B?: string;
  BOOL?: boolean;
  NULL?: true;
  L?: Attribute[];
  M?: Record<string, Attribute>;
  SS?: string[];
  NS?: string[];
};

/** An item, or a key, as it is on DynamoDB's wire. */
export type WireItem = Record<string, Attribute>;

/** An item as the document client gives it; numbers beyond what JavaScript can hold keep their length well enough. */
export function plainItem(item: WireItem): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

/** One value of it. */
export function plainValue({ S, N, B, BOOL, L, M, SS, NS }: Attribute): unknown {
  if (N !== undefined) return Number(N);
  if (B !== undefined) return Buffer.from(B, 'base64');
  if (L) return L.map(plainValue);
  if (M) return plainItem(M);
  if (SS) return new Set(SS);
  if (NS) return new Set(NS.map(Number));
  return S ?? BOOL ?? null;
}
