import type { EventType } from '../../events/ticket-event.ts';

/** What somebody outside reads, in one language. */
export type TargetWords = {
  title: Readonly<Record<EventType, string>>;
  /** Before the title of what an admin sent to try a target. */
  sample: string;
};
