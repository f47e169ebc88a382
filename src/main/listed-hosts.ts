import { isConsoleHost, isSignInPortal } from '../core/aws-config/partition.ts';

/** True for an https page that Rolekeeper itself points to: AWS's consoles, sign-in and documentation. */
export function isListedHost(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '' || parsed.port !== '')
    return false;
  return parsed.host === 'docs.aws.amazon.com' || isConsoleHost(parsed.host) || isSignInPortal(parsed.host);
}
