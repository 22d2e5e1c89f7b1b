import { createDesk } from '../../shared/aws/desk.ts';
import { deskTellings } from '../../shared/aws/targets-desk.ts';
import { sqsVisibility } from '../../shared/aws/visibility.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(createDesk(), sqsVisibility(), deskTellings());
