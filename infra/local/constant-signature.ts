import { SignatureV4 } from '@smithy/signature-v4';
import { REGION } from './resources.ts';

type Request = { method: string; headers: Record<string, string> };
type SignAs = { signingDate?: Date | number | string; signingRegion?: string; signingService?: string };

/**
 * From now on requests of this process' SDK carry a signature that is none: no emulator looks at it, only that one is there, and to
 * work it out took an eighth of the desk's time. What stands in an address is signed as ever, since the door of uploads looks at it.
 */
export function signNothing(): void {
  const { sign } = SignatureV4.prototype;
  SignatureV4.prototype.sign = function signed(this: SignatureV4, toSign: unknown, options: SignAs = {}) {
    if (!isRequest(toSign)) return sign.call(this, toSign as never, options as never);
    // Of the signer, which hides it.
    const { service } = this as unknown as { service: string };
    return Promise.resolve(withoutSignature(toSign, service, options));
  } as typeof sign;
}

function isRequest(toSign: unknown): toSign is Request {
  return typeof toSign === 'object' && toSign !== null && 'method' in toSign && 'headers' in toSign;
}

function withoutSignature(
  request: Request,
  service: string,
  { signingDate = new Date(), signingRegion = REGION, signingService = service }: SignAs,
): Request {
  const date = new Date(signingDate).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/${signingRegion}/${signingService}/aws4_request`;
  Object.assign(request.headers, {
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=local/${scope}, SignedHeaders=host, Signature=none`,
  });
  return request;
}
