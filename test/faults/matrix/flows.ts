import type { Flow } from './flow.ts';
import { AGENT_FLOWS } from './flows-agents.ts';
import { CLOCK_FLOWS } from './flows-clock.ts';
import { CORRECTION_FLOWS } from './flows-corrections.ts';
import { DECLARED_FLOWS } from './flows-declared.ts';
import { FLOOD_FLOWS } from './flows-flood.ts';
import { INTAKE_FLOWS } from './flows-intake.ts';
import { PAGE_FLOWS } from './flows-page.ts';
import { REPORT_FLOWS } from './flows-reports.ts';
import { SNOOZE_FLOWS } from './flows-snooze.ts';
import { TEAM_FLOWS } from './flows-team.ts';
import { WATCH_FLOWS } from './flows-watch.ts';

/** Every flow of the matrix. */
export const FLOWS: Flow[] = [
  ...INTAKE_FLOWS,
  ...AGENT_FLOWS,
  ...CLOCK_FLOWS,
  ...CORRECTION_FLOWS,
  ...DECLARED_FLOWS,
  ...WATCH_FLOWS,
  ...SNOOZE_FLOWS,
  ...PAGE_FLOWS,
  ...REPORT_FLOWS,
  ...FLOOD_FLOWS,
  ...TEAM_FLOWS,
];
