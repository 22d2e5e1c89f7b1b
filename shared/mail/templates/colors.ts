import type { Priority } from '../../sla/terms.ts';

/** Double quotes would end the attribute the font stands in. */
export const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** Every pair of ink and ground has a contrast of at least 4.5 (WCAG 2.2, 1.4.3). */
export const COLORS = {
  light: {
    sheet: '#eef1f5',
    card: '#ffffff',
    line: '#dde3ea',
    ink: '#1c2733',
    muted: '#5a6878',
    box: '#f4f6f9',
    alarm: '#fdecea',
    alarmInk: '#8c1d13',
  },
  dark: {
    sheet: '#10151b',
    card: '#1a2129',
    line: '#303b47',
    ink: '#e7edf3',
    muted: '#9dabb9',
    box: '#232c36',
    alarm: '#451f1c',
    alarmInk: '#ffb9b1',
  },
  /** Grounds for white ink, the same in light and dark. */
  action: '#1463c6',
  priority: { 1: '#c0271c', 2: '#a85400', 3: '#1463c6', 4: '#5a6878' } satisfies Record<Priority, string>,
  level: { warning: '#a85400', breach: '#c0271c', critical: '#7d0f2b' } as Readonly<Record<string, string>>,
} as const;
