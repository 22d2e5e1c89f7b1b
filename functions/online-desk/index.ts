import { createDesk } from '../../shared/aws/desk.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(createDesk());
