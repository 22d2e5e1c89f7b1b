/** Stands for a sender who left no address. Reserved (RFC 2606), and never mailed. */
export const NOBODY = 'unknown@invalid';
