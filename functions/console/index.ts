import { createDesk } from '../../shared/aws/desk.ts';
import { CONSOLE_LOGIN } from '../../shared/names.ts';
import { createHandler } from './handler.ts';
import { readLogin } from './session/read-login.ts';

export const handler = createHandler(createDesk(), readLogin(process.env[CONSOLE_LOGIN]));
