import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Stands in a function's bundle for `@aws-sdk/credential-provider-node`: a function has the credentials of its role in its environment, and no other. */
export const defaultProvider = () => fromEnv();
