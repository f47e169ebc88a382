import { isConsoleHost, isSignInPortal } from '../../core/aws-config/partition.ts';

/**
 * Returns the URL if it is one of AWS's consoles, sign-in pages or documentation pages, over https
 * and without a user name or a port; otherwise null. Open the returned URL and not the given text,
 * because another parser can read the text differently.
 */
export function allowedPage(text: string): string | null {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '')
    return null;
  const isAllowed =
    url.host === 'docs.aws.amazon.com' || isConsoleHost(url.host) || isSignInPortal(url.host);
  return isAllowed ? url.href : null;
}
