import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

// The parser imports JSON files without the import attribute that Node requires.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } =
  await import('@actions/workflow-parser');

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const names = readdirSync(folder);
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflow = (name: string): Workflow => parse(textOf(name)) as Workflow;
const jobsOf = (name: string): readonly Job[] => Object.values(workflow(name).jobs);
const stepsOf = (name: string) => jobsOf(name).flatMap(({ steps }) => steps);

async function errorsIn(content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name: 'x', content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

describe.each(names)('the workflow %s', (name) => {
  it('is one that GitHub’s own parser accepts', async () => {
    expect(await errorsIn(textOf(name))).toEqual([]);
  });

  it.each([
    ['timeout-minutes', 'timeout-hours'],
    ['matrix.os }}', 'matrx.os }}'],
    ['runner.os ==', 'runner.os ='],
  ])('is refused by GitHub’s own parser if %s is replaced by %s', async (right, wrong) => {
    expect(textOf(name)).toContain(right);
    expect(await errorsIn(textOf(name).replace(right, wrong))).not.toEqual([]);
  });

  it('names each action by its commit, and has the version in a comment', () => {
    const lines = textOf(name)
      .split('\n')
      .filter((line) => line.includes('uses:'));
    expect(lines.length).toBeGreaterThan(0);
    expect(
      lines.filter((line) => !/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
    ).toEqual([]);
  });

  it('gives write access only to the job `draft` of a release, and each job has a time limit', () => {
    expect(workflow(name).permissions).toEqual({});
    for (const job of jobsOf(name)) {
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
      expect(job.permissions?.['contents']).toMatch(/^(read|write)$/);
    }
    const writing = Object.entries(workflow(name).jobs)
      .filter(([, { permissions }]) => Object.values(permissions ?? {}).includes('write'))
      .map(([id]) => id);
    expect(writing).toEqual(name === 'release.yml' ? ['draft'] : []);
  });

  it('keeps no token in the checkout, and has no `${{` in a script', () => {
    const checkouts = stepsOf(name).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(
      checkouts.map(() => false),
    );
    expect(stepsOf(name).filter(({ run }) => run?.includes('${{') === true)).toEqual([]);
  });

  it('runs only scripts that exist', () => {
    const scripts = stepsOf(name).flatMap(({ run }) => [
      ...[...(run ?? '').matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script ?? ''),
    ]);
    const files = stepsOf(name).flatMap(({ run }) =>
      [...(run ?? '').matchAll(/(?:scripts|\.ci)\/[\w/.-]+/g)].map(([file]) => file),
    );
    expect(scripts.filter((script) => packageJson.scripts[script] === undefined)).toEqual([]);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

describe('the workflows', () => {
  it('start the command line on the oldest Node of package.json', () => {
    const oldest = /^\^(\d+\.\d+\.\d+)/.exec(packageJson.engines.node)?.[1];
    const versions = workflow('ci.yml').jobs['command-line']?.steps.map(
      (step) => step.with?.['node-version'],
    );
    expect(versions).toContain(oldest);
  });

  it('use secrets only to sign a release', () => {
    const secrets = names.map((name) => [
      name,
      [
        ...new Set([...textOf(name).matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret)),
      ].sort(),
    ]);
    expect(Object.fromEntries(secrets)).toEqual({
      'ci.yml': [],
      'release.yml': [
        'MAC_CERTIFICATE',
        'MAC_CERTIFICATE_PASSWORD',
        'NOTARY_ISSUER',
        'NOTARY_KEY',
        'NOTARY_KEY_ID',
        'WINDOWS_CERTIFICATE',
        'WINDOWS_CERTIFICATE_PASSWORD',
      ],
    });
  });
});
