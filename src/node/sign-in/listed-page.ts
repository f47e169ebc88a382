import { isConsoleHost, isSignInPortal } from '../../core/aws-config/partition.ts';

/**
 * Returns the URL of a page that may be opened in a browser, or null: AWS's consoles, sign-in and
 * documentation, over https without a user or a port. Open the returned URL, not the text, because
 * another parser can read the text differently.
 */
export function listedPage(text: string): string | null {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '')
    return null;
  const isListed =
    url.host === 'docs.aws.amazon.com' || isConsoleHost(url.host) || isSignInPortal(url.host);
  return isListed ? url.href : null;
}
