import { createChanges } from '../../shared/aws/changes.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(createChanges());
