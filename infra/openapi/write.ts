/** Writes `docs/openapi.json` from the routes and request schemas of `functions/api/`: `npm run openapi`, after each change of those. */
import { writeFileSync } from 'node:fs';
import { openApiDocument } from './document.ts';

writeFileSync(new URL('../../docs/openapi.json', import.meta.url), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
