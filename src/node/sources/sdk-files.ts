import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../core/environment.ts';
import type { Profile } from '../../core/aws-config/profiles.ts';
import type { Failure } from '../../core/failure.ts';
import { expand } from '../expanded-path.ts';
import { FileRefused } from '../files/file-refused.ts';
import { MAX_BYTES, openRegular } from '../files/open-regular.ts';
import { ssoTokenFile } from '../sign-in/sso-token-cache.ts';
import { errorCode } from '../error-code.ts';

/**
 * Returns a failure if the SDK's provider for this profile would read a pipe, an endless file or
 * another refused file, because such a read could block this process. Returns null if the system
 * refuses to open a file, because the SDK then reports this.
 */
export function sdkFileRefusal(profile: Profile, env: Environment): Failure | null {
  for (const file of filesOf(profile, env)) {
    try {
      openRegular(file, { links: 'followed', maxBytes: MAX_BYTES.small }).descriptor.close();
    } catch (error) {
      const code = errorCode(error);
      if (code === null) throw error;
      if (error instanceof FileRefused) return { kind: 'file-unreadable', file, code };
    }
  }
  return null;
}

function filesOf(profile: Profile, env: Environment): readonly string[] {
  const fileNamedBy = (variable: string): readonly string[] => {
    const file = env[variable] ?? '';
    return file === '' ? [] : [file];
  };
  switch (profile.credentialKinds[0]) {
    case 'sso':
      return profile.signIn?.kind === 'sso'
        ? [ssoTokenFile(expand('~/.aws/sso/cache', env), profile.signIn)]
        : [];
    case 'login_session': {
      const [chosen] = fileNamedBy('AWS_LOGIN_CACHE_DIRECTORY');
      return filesIn(chosen ?? expand('~/.aws/login/cache', env));
    }
    case 'web_identity':
      return profile.webIdentityTokenFile === null
        ? []
        : [expand(profile.webIdentityTokenFile, env)];
    case 'role_arn':
      return fileNamedBy('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE');
    default:
      return [];
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return [];
  }
}
