// `prepare`, on the system's Node: puts the lockfile's Node into `node_modules/.bin`. npm links it there by itself, but
// npm 10 takes the link away with the packages of other platforms, and on musl the program that it links does not run.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const { optionalDependencies: pinned } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);
const isWindows = process.platform === 'win32';
const ending = `-${isWindows ? 'win' : process.platform}-${process.arch}`;
const [name, version] = Object.entries(pinned).find(([each]) => each.endsWith(ending)) ?? [];
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const program = isWindows ? 'node.exe' : 'node';
const node = join(modules, name ?? '', 'bin', program);
const bin = join(modules, '.bin');
const link = join(bin, program);

if (
  name === undefined ||
  spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() !== `v${version}`
) {
  rmSync(link, { force: true });
  const musl = process.platform === 'linux' ? ' (npm has no build for musl)' : '';
  console.warn(
    `No Node 24 for ${process.platform} ${process.arch} here${musl}: ` +
      "npm scripts run on the system's Node.",
  );
} else if (
  isWindows ? !existsSync(link) : !existsSync(link) || realpathSync(link) !== realpathSync(node)
) {
  mkdirSync(bin, { recursive: true });
  rmSync(link, { force: true });
  if (isWindows) linkSync(node, link);
  else symlinkSync(relative(bin, node), link);
}
