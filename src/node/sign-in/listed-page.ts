import { isConsoleHost, isSignInPortal } from '../../core/aws-config/partition.ts';

/**
 * The address of a page that we may open in a browser: AWS's consoles, sign-in and documentation.
 * Https, no user, no port. What is opened is the parsed address and never the text, which another
 * parser may read otherwise. Null for every other page.
 */
export function listedPage(text: string): string | null {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '')
    return null;
  const isListed =
    url.host === 'docs.aws.amazon.com' || isConsoleHost(url.host) || isSignInPortal(url.host);
  return isListed ? url.href : null;
}
