import type { Flow } from './flow.ts';
import { AGENT_FLOWS } from './flows-agents.ts';
import { CLOCK_FLOWS } from './flows-clock.ts';
import { INTAKE_FLOWS } from './flows-intake.ts';
import { REPORT_FLOWS } from './flows-reports.ts';

/** Every flow of the matrix. The P1 availability watch joins them with its timer. */
export const FLOWS: Flow[] = [...INTAKE_FLOWS, ...AGENT_FLOWS, ...CLOCK_FLOWS, ...REPORT_FLOWS];
