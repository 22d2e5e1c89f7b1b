/** What `npm run desk -- customers export --help` prints. */
export const HELP = `Usage: npm run desk -- customers export ID|ADDRESS [--out FOLDER] [--stage S]

Puts all that the desk has of a customer with all who ask in its name, or of one address, known to a record or not, into a folder: the record, tickets,
messages, trails and held mail as JSON, and every object of them as it lies in the bucket. manifest.json says what is there, how much, and which
objects the bucket has no more. Changes nothing.

  --out FOLDER  a new or an empty one, which is then for you alone; left out, desk-export-<time>
  --stage S     of a deployed stage; left out, of the desk that runs here

Notes, which the team wrote for itself, are apart in notes.json, and what others wrote on their tickets stands among the messages: read both before you hand
it out. Exit: 0 done, 1 refused or failed, 2 wrongly called.

Example:

  npm run desk -- customers export anna@rossi.example --out anna --stage prod
`;
