import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { isDeskAddress } from '../../shared/mail/signed/reply-address.ts';
import { LOOPBACK, listen } from './loopback.ts';
import { type Dns, patientDns } from './smtp/dns.ts';
import { type Destination, receive } from './smtp/receive.ts';

/** Largest mail that SES takes for an S3 action. */
const MAX_BYTES = 40 * 1024 * 1024;

type Options = Omit<Destination, 'dns'> & {
  port: number;
  /** Who is asked for the records of a sender's domain; the machine's own name servers when it is left out. */
  dns?: Dns;
  /** Mail to one of these addresses, `+label` or not, is taken; any other recipient is refused. */
  addresses: readonly string[];
  /** What the sender is told nothing about. */
  onError: (error: unknown) => void;
};

/**
 * SES inbound on loopback. A client may log in, by any password: logged in as the mail's From it counts as authenticated;
 * otherwise SPF, DKIM and DMARC decide, as far as there is DNS.
 * 250 is the promise that the mail was stored and announced; else 451, and the sender tries again.
 */
export async function openSmtpDoor(options: Options): Promise<{ host: string; port: number; close(): Promise<void> }> {
  const dns = options.dns ?? patientDns();
  const server = new SMTPServer({
    size: MAX_BYTES,
    authOptional: true,
    allowInsecureAuth: true,
    // A mail program would upgrade to a certificate that nobody trusts, and then give up.
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 300,
    onAuth: ({ username }, _session, callback) => callback(null, { user: username }),
    onRcptTo: ({ address }, _session, callback) =>
      callback(
        options.addresses.some((own) => isDeskAddress(own, address))
          ? null
          : smtpError(550, '5.1.1 No such mailbox here'),
      ),
    onData: (stream, session, callback) => {
      take({ ...options, dns }, stream, session).then(
        (answer) => callback(null, answer),
        (refusal) => callback(refusal),
      );
    },
  });
  // A client that breaks off is no failure of the desk.
  server.on('error', () => {});
  const port = await listen(server.server, options.port, 'DESK_SMTP_PORT');
  return { host: LOOPBACK, port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

type Door = Destination & Pick<Options, 'onError'>;

async function take(door: Door, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
  const raw = await read(stream);
  const { envelope, user, remoteAddress, hostNameAppearsAs } = session;
  try {
    const { messageId } = await receive(door, {
      sender: envelope.mailFrom ? envelope.mailFrom.address : '',
      recipients: envelope.rcptTo.map(({ address }) => address),
      user: typeof user === 'string' ? user : undefined,
      ip: remoteAddress,
      helo: hostNameAppearsAs,
      raw,
    });
    return `Ok ${messageId}`;
  } catch (error) {
    door.onError(error);
    throw smtpError(451, '4.3.0 Not stored, please try again');
  }
}

async function read(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    // The rest must still be read, or the client never hears the refusal.
    if (!stream.sizeExceeded) chunks.push(chunk);
  }
  if (stream.sizeExceeded) throw smtpError(552, `5.3.4 The mail is larger than ${MAX_BYTES} bytes`);
  return Buffer.concat(chunks);
}

function smtpError(responseCode: number, message: string): Error & { responseCode: number } {
  return Object.assign(new Error(message), { responseCode });
}
