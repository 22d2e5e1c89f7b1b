/**
 * A refusal of SES's API, version 1. `code` is the class that the SDK makes of it, the message is the service's own:
 *
 * | code | message | source |
 * |---|---|---|
 * | MessageRejected | Email address is not verified. The following identities failed the check in region … | 1 |
 * | MessageRejected | Sending paused for this account. … | 1 |
 * | Throttling | Maximum sending rate exceeded. / Daily message quota exceeded. | 2 |
 * | ConfigurationSetDoesNotExist | Configuration set <…> does not exist. | 3 |
 * | InvalidParameterValue | Invalid tag value <…>: only alphanumeric ASCII characters, '_', and '-' are allowed. | 4 |
 * | InvalidParameterValue | Recipient count exceeds 50. | 3, 5 |
 * | InvalidParameterValue | Message length is more than 10485760 bytes long: '…'. | 5, 6 |
 * | InvalidParameterValue | Missing required header 'From'. / Duplicate header '…'. | 7 |
 * | InvalidParameterValue | what is wrong with an address, see `address-rules.ts` | 8 |
 * | InvalidParameterValue | Illegal filename '…'. | 9 |
 *
 * 1 https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 * 2 https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 * 3 https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 * 4 https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html
 * 5 https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 * 6 https://github.com/aws/aws-sdk-go-v2/issues/1774
 * 7 https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
 * 8 https://docs.aws.amazon.com/ses/latest/APIReference/API_Destination.html
 * 9 https://docs.aws.amazon.com/ses/latest/dg/mime-types.html
 */
export class SesRefusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** As the query protocol sends it. */
  toResponse(): Response {
    const type = this.status < 500 ? 'Sender' : 'Receiver';
    return xml(
      `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${type}</Type><Code>${escapeXml(this.code)}</Code>` +
        `<Message>${escapeXml(this.message)}</Message></Error><RequestId>${crypto.randomUUID()}</RequestId></ErrorResponse>`,
      this.status,
    );
  }
}

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

type Value = string | number | boolean;

/** What an action answers when it is done: its result's elements, in this order; a list's are its members. */
export function answered(action: string, result: Record<string, Value | Record<string, Value>[]>): Response {
  return xml(
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${elementsOf(result)}</${action}Result>` +
      `<ResponseMetadata><RequestId>${crypto.randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
    200,
  );
}

function elementsOf(result: Record<string, Value | Record<string, Value>[]>): string {
  return Object.entries(result)
    .map(([name, value]) => {
      const inner = Array.isArray(value)
        ? value.map((member) => `<member>${elementsOf(member)}</member>`).join('')
        : escapeXml(String(value));
      return `<${name}>${inner}</${name}>`;
    })
    .join('');
}

function xml(body: string, status: number): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/xml' } });
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (each) => `&#${each.charCodeAt(0)};`);
}
