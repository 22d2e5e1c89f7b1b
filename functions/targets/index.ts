import { createTargetsDesk } from '../../shared/aws/targets-desk.ts';
import { sqsVisibility } from '../../shared/aws/visibility.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(createTargetsDesk(), sqsVisibility());
