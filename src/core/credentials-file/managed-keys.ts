import { markKey } from './mark.ts';
import { expiresKey } from './section.ts';

/**
 * Keys that AWS tools would use together with the written keys or instead of them (botocore prefers
 * `aws_security_token`). A write removes them.
 */
export const staleKeys = ['aws_security_token', 'aws_account_id', 'aws_credential_scope'] as const;

/** Every key that Rolekeeper writes, except `region`. */
export const managedKeys = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  expiresKey,
  markKey,
] as const;
