import { createDesk } from '../../shared/aws/desk.ts';
import { sqsVisibility } from '../../shared/aws/visibility.ts';
import { createHandler } from './handler.ts';

const desk = createDesk();
// The first mail finds the secret there, or on its way; when it could not be read, that mail asks anew.
desk.secrets.signingKeys().catch(() => {});

export const handler = createHandler(desk, sqsVisibility());
