import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { skippedExceptOn } from '../support/systems.ts';

it.skipIf(skippedExceptOn('Linux'))(
  'npm scripts use the system’s Node if the Node of the npm package cannot start, as on musl',
  () => {
    const root = mkdtempSync(join(tmpdir(), 'rk-musl-'));
    cpSync('node-runtime', join(root, 'node-runtime'), { recursive: true });
    const modules = join(root, 'node_modules');
    const build = join(modules, `node-linux-${process.arch}`, 'bin');
    mkdirSync(build, { recursive: true });
    mkdirSync(join(modules, '.bin'));
    // The kernel answers ENOENT for a missing interpreter, as it does for a missing loader of
    // glibc.
    writeFileSync(join(build, 'node'), '#!/lib64/no-such-loader.so.2\n', { mode: 0o755 });
    const link = join(modules, '.bin', 'node');
    symlinkSync(join(build, 'node'), link);
    const script = join(root, 'node-runtime', 'link.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    expect({ status, linked: existsSync(link) }).toEqual({ status: 0, linked: false });
    expect(stderr).toContain("npm has no build for musl): npm scripts run on the system's Node");
  },
);
