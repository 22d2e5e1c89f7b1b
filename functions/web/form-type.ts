import { MIMEType } from 'node:util';

/** The type of a form in which files come, and of one without (HTML, "form submission"). */
export const MULTIPART = 'multipart/form-data';
export const PAIRS = 'application/x-www-form-urlencoded';

/** What a body says it is (https://mimesniff.spec.whatwg.org/#parse-a-mime-type); undefined for what is no type. */
export function formType(contentType = ''): MIMEType | undefined {
  try {
    return new MIMEType(contentType);
  } catch {
    return undefined;
  }
}
