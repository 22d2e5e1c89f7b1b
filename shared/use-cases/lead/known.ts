import type { Desk } from '../../ticket/ports.ts';

/** What could be asked, or that it could not. */
export type Known<T> = T | 'unknown';

/** What a source says; `unknown` when it fails, which is logged, so that the rest of a page stands without it. */
export async function known<T>({ log }: Pick<Desk, 'log'>, source: string, asked: Promise<T>): Promise<Known<T>> {
  try {
    return await asked;
  } catch (error) {
    log.warn('a figure of the lead’s page is not known', { source, error });
    return 'unknown';
  }
}
