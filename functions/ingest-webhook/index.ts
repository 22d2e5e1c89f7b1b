import { createDesk } from '../../shared/aws/desk.ts';
import { PROVIDERS } from '../../shared/forms/providers.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(createDesk({ providers: PROVIDERS }));
