import { access, chmod, constants, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * The Linux packages that can be made here, and the variables with which electron-builder finds the
 * tools.
 */
export interface SystemTools {
  readonly targets: readonly string[];
  /** A sentence for each package that cannot be made. */
  readonly missing: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Makes electron-builder use the system's dpkg-deb, rpmbuild and mksquashfs, so that it does not
 * download fpm and the tools of AppImage. The AppImage cannot start, because a script that always
 * fails replaces AppImage's runtime.
 */
export async function prepareSystemTools(folder: string): Promise<SystemTools> {
  const needs: Readonly<Record<string, readonly string[]>> = {
    deb: ['dpkg-deb'],
    rpm: ['rpmbuild'],
    AppImage: ['mksquashfs', 'desktop-file-validate'],
  };
  const targets: string[] = [];
  const missing: string[] = [];
  const found = new Map<string, string | null>();
  for (const [target, programs] of Object.entries(needs)) {
    for (const program of programs) found.set(program, await onPath(program));
    const lacking = programs.filter((program) => found.get(program) === null);
    if (lacking.length === 0) targets.push(target);
    else missing.push(`${target}: the system has no ${lacking.join(' and no ')}.`);
  }
  await mkdir(folder, { recursive: true });
  const fpm = join(folder, 'fpm');
  const script = join(import.meta.dirname, 'package-as-fpm.ts');
  await writeFile(fpm, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  await chmod(fpm, 0o755);
  const appImage = join(folder, 'appimage');
  await mkdir(join(appImage, 'runtimes'), { recursive: true });
  await mkdir(join(appImage, 'lib/x64'), { recursive: true });
  await writeFile(join(appImage, 'runtimes/runtime-x64'), '#!/bin/sh\nexit 1\n'.padEnd(4096, '#'));
  for (const program of needs['AppImage'] ?? []) {
    const file = found.get(program) ?? null;
    if (file !== null) await symlink(file, join(appImage, program));
  }
  return { targets, missing, env: { CUSTOM_FPM_PATH: fpm, APPIMAGE_TOOLS_PATH: appImage } };
}

async function onPath(program: string): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, program);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return null;
}
