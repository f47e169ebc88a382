// `npm test`: builds, checks and runs every test, even after a failure, then prints one line of
// counts. The checks run at the same time as the first tests, which wait most of the time.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withHelp } from '../demo/with-help.ts';
import { countReport, programsNeededBy, type Counted } from './test-report.ts';

const { values: options } = withHelp(
  [
    'Usage: npm test [-- --long]',
    '',
    'Builds, checks and runs every test, then prints one line of counts.',
    '',
    '  --long  runs the long versions of tests too, as npm run test:long does',
  ],
  () => parseArgs({ options: { long: { type: 'boolean' } } }),
);
const root = resolve(import.meta.dirname, '..');
const reports = await mkdtemp(join(tmpdir(), 'rolekeeper-reports-'));

interface Part {
  readonly name: string;
  readonly args: readonly string[];
  /** The file for the JSON report of vitest. */
  readonly report?: string;
}

interface Outcome {
  readonly part: Part;
  readonly exitCode: number;
  readonly ms: number;
  readonly counted: Counted;
}

const npmRun = (name: string): Part => ({ name, args: [npmCli(), 'run', '--silent', name] });
const vitest = (...projects: readonly string[]): Part => {
  const report = join(reports, `${projects.join('-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const selected = projects.flatMap((project) => ['--project', project]);
  return {
    name: `tests: ${projects.join(', ')}`,
    args: ['node_modules/vitest/vitest.mjs', 'run', ...selected, ...reporters],
    report,
  };
};

if (options.long === true) process.env['ROLEKEEPER_LONG'] = '1';
// Rolldown's allocator asks Linux for pages of 2 MB and uses little of them. On a busy machine,
// half of a build's processor time goes into filling them with zeros (measured).
process.env['MIMALLOC_ALLOW_THP'] ??= '0';
const long = process.env['ROLEKEEPER_LONG'] === undefined ? '' : ', long versions';
console.log(
  `Node ${process.version} (${process.execPath}), ${process.platform} ${process.arch}${long}`,
);

// `lint` reports the compiler's errors too, because it has read the types of every file.
const checks = ['format:check', 'lint', 'depcruise', 'knip'].map(npmRun);
const outcomes: readonly Outcome[] = [
  await run(npmRun('build')),
  ...(await inParallel(checks, [
    vitest('realtime', 'electron'),
    vitest('parallel', 'isolated', 'ui'),
  ])),
];
await rm(reports, { recursive: true, force: true });

const skipped = outcomes.flatMap(({ counted }) => counted.skipped);
const failed = outcomes.flatMap(({ counted }) => counted.failed);
// In .ci/run every installed external program must be tested, so skipping such a test is a failure.
if (process.env['ROLEKEEPER_EXTERNAL_PROGRAMS'] === 'required') {
  for (const title of skipped) {
    for (const program of programsNeededBy(title)) {
      if (await isInstalled(program)) failed.push(`${program} is installed, but skipped: ${title}`);
    }
  }
}

console.log('\nparts');
for (const { part, ms, exitCode } of outcomes) {
  console.log(
    `  ${exitCode === 0 ? 'ok    ' : 'FAILED'} ${(ms / 1000).toFixed(1).padStart(6)} s  ${part.name}`,
  );
}
if (skipped.length > 0) console.log(['\nskipped', ...skipped].join('\n  '));
if (failed.length > 0) console.log(['\nfailed', ...failed].join('\n  '));
const passed = outcomes.reduce((sum, { counted }) => sum + counted.passed, 0);
console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length > 0 || outcomes.some(({ exitCode }) => exitCode !== 0) ? 1 : 0;

async function run(part: Part): Promise<Outcome> {
  console.log(`\n— ${part.name}`);
  return outcomeOf(part, 'inherit', () => undefined);
}

/**
 * Runs the lists at the same time, and the parts of a list one after another. Prints the output of
 * each part when that part ends.
 */
async function inParallel(...lists: readonly (readonly Part[])[]): Promise<readonly Outcome[]> {
  const runList = async (parts: readonly Part[]): Promise<readonly Outcome[]> => {
    const ended: Outcome[] = [];
    for (const part of parts) {
      const written: Buffer[] = [];
      ended.push(await outcomeOf(part, 'pipe', (chunk) => written.push(chunk)));
      process.stdout.write(Buffer.concat([Buffer.from(`\n— ${part.name}\n`), ...written]));
    }
    return ended;
  };
  return (await Promise.all(lists.map(runList))).flat();
}

async function outcomeOf(
  part: Part,
  output: 'inherit' | 'pipe',
  onOutput: (chunk: Buffer) => void,
): Promise<Outcome> {
  const startedAt = performance.now();
  const exitCode = await new Promise<number>((done, fail) => {
    const stdio = ['ignore', output, output] as const;
    const child = spawn(process.execPath, part.args, { cwd: root, stdio: [...stdio] });
    child.stdout?.on('data', onOutput);
    child.stderr?.on('data', onOutput);
    child.on('error', fail);
    child.on('close', (code) => done(code ?? 1));
  });
  const ms = performance.now() - startedAt;
  return { part, exitCode, ms, counted: await count(part, exitCode) };
}

/**
 * A part without a report, or with a report that does not explain its failure, counts as one
 * failure.
 */
async function count(part: Part, exitCode: number): Promise<Counted> {
  const json =
    part.report === undefined ? null : await readFile(part.report, 'utf8').catch(() => null);
  const counted = json === null ? { passed: 0, failed: [], skipped: [] } : countReport(json, root);
  const unexplained = exitCode !== 0 && counted.failed.length === 0;
  return unexplained ? { ...counted, failed: [`${part.name} (exit code ${exitCode})`] } : counted;
}

/** Returns the path of npm's own script, which npm passes to its child processes. */
function npmCli(): string {
  const cli = process.env['npm_execpath'];
  if (cli === undefined) throw new Error('run this as `npm test`');
  return cli;
}

/**
 * Returns true if a program is installed. This check is independent of the tests, because a check
 * in a test could be wrong.
 */
async function isInstalled(program: string): Promise<boolean> {
  const probes: Readonly<Record<string, readonly [string, ...string[]]>> = {
    botocore: ['python3', '-c', 'import botocore'],
    moto_server: ['moto_server', '--help'],
    openssl: ['openssl', 'version'],
  };
  const [command, ...args] = probes[program] ?? [program, '--version'];
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: 'ignore' });
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });
}
