import { isConsoleHost, isSignInPortal } from '../../core/aws-config/partition.ts';

/**
 * Returns the URL of an AWS console, sign-in page or documentation page (https, no user name, no
 * port), or null for any other text. Open the returned URL and not the given text, because another
 * parser can read the text differently.
 */
export function allowedPage(text: string): string | null {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '')
    return null;
  const isAllowed =
    url.host === 'docs.aws.amazon.com' || isConsoleHost(url.host) || isSignInPortal(url.host);
  return isAllowed ? url.href : null;
}
