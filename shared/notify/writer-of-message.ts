import type { Writer } from '../mail/templates/writer.ts';
import type { Message } from '../ticket/message.ts';

/** Of what was not done, what one of the team wrote all the same. */
const OF_THE_TEAM = ['not theirs', 'passed on', 'contact', 'asked in their name'];

/** Who wrote a message, as a mail to the team names them: an agent by name, all others with the address, and what is in doubt of it. */
export function writerOfMessage({ author, by: address, name, verified, fromOutside, undone }: Message): Writer {
  if (author === 'agent') return { address: name ?? address, verified };
  const isOutside = fromOutside && !OF_THE_TEAM.includes(undone?.why ?? '');
  return { address, verified, ...(name && { name }), ...(isOutside && { isOutside }) };
}
