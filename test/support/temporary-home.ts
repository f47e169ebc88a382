import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathWithoutShims } from './path-without-shims.ts';

/**
 * Gives all tests an empty HOME, and hides this machine's AWS settings, proxies, keychain,
 * Rolekeeper variables and pyenv shims. Runs before any worker starts, and returns a function that
 * removes the HOME.
 */
export default async function useTemporaryHome(): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), 'rolekeeper-home-'));

  for (const name of Object.keys(process.env)) {
    if (
      /^(AWS_|BOTO_|ROLEKEEPER_(?!(BROWSER|LONG|PACKAGE_NODE|PACKED|PICTURES)$)|XDG_(CONFIG|CACHE|DATA|STATE)_|(https?|all|no)_proxy$)/i.test(
        name,
      )
    ) {
      Reflect.deleteProperty(process.env, name);
    }
  }
  process.env['PATH'] = pathWithoutShims(process.env['PATH'] ?? '');
  Object.assign(process.env, { HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home });
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  process.env['ROLEKEEPER_KEYCHAIN'] = 'off';

  return () => rm(home, { recursive: true, force: true });
}
