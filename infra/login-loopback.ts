/** Port on which `desk login` waits. The clients of issuers name it, so it is always the same. */
export const LOGIN_PORT = 8790;

/** Where `desk login` waits for the browser to come back, on the admin's or agent's own machine. */
export const LOGIN_LOOPBACK = `http://localhost:${LOGIN_PORT}/`;
