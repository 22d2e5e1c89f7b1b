import type { FormSources, Secrets } from '../ticket/ports.ts';

/** Stands in for the stored sources until they are merged: those of the desk's secret, which sign Standard Webhooks. */
export function formSources({ webhookSecrets }: Pick<Secrets, 'webhookSecrets'>): FormSources {
  return {
    async find(name) {
      const secrets = await webhookSecrets(name);
      return secrets && { name, type: 'standard', secrets };
    },
  };
}
