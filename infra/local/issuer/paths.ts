/** Where the issuer has its public keys. */
export const KEYS_PATH = '/jwks';

/** The login page, before the id of the login. */
export const LOGIN_PATH = '/login/';
