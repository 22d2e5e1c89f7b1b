import * as z from 'zod';
import type { FormMap } from './map.ts';

/** Provisional: a map is an object; what it may say is `FormMap`. */
export const formMapSchema = z.custom<FormMap>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  { error: 'must be an object, as {"email": {"from": [{"label": "E-mail"}]}}' },
);
