import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../src/core/aws-config/proxy.ts';
import { botocorePython } from '../support/external-programs.ts';
import { externalSuite } from './external-suite.ts';
import { sized } from '../support/run-length.ts';

const runs = sized(500, 20_000);
const python = botocorePython();
const { title, skip } = externalSuite('the proxy that botocore uses for a URL', {
  botocore: python,
});

const aProxy = fc.constantFrom(
  '',
  'proxy.example:3128',
  'http://proxy.example:3128',
  'https://proxy.example',
  '//proxy.example:8080',
  'http://user:word@proxy.example:3128/',
);
const aHost = fc.constantFrom(
  'sts.amazonaws.com',
  'sts.eu-central-1.amazonaws.com',
  'localhost',
  '127.0.0.1',
);
const anExemption = fc.oneof(
  aHost,
  fc.constantFrom(
    '*',
    '',
    ' ',
    'amazonaws.com',
    '.amazonaws.com',
    '..com',
    'AMAZONAWS.com',
    'aws.com',
  ),
  fc.constantFrom('sts.amazonaws.com:443', 'amazonaws.com:8443', '*.amazonaws.com', '127.0.0.0/8'),
);
const aList = fc
  .array(anExemption, { maxLength: 4 })
  .chain((names) => fc.constantFrom(',', ', ', ' ,', ' ').map((between) => names.join(between)));
const anEnvironment = fc.record(
  {
    HTTPS_PROXY: aProxy,
    https_proxy: aProxy,
    HTTP_PROXY: aProxy,
    http_proxy: aProxy,
    NO_PROXY: aList,
    no_proxy: aList,
    REQUEST_METHOD: fc.constant('GET'),
  },
  { requiredKeys: [] },
);
const aUrl = fc
  .tuple(fc.constantFrom('https', 'http'), aHost, fc.constantFrom('', ':443', ':8443'))
  .map(([scheme, host, port]) => `${scheme}://${host}${port}/`);

describe.skipIf(skip)(title, () => {
  it('is the one that Rolekeeper uses, for random values of the proxy variables', () => {
    if (python === null) return;
    const cases = fc.sample(fc.record({ env: anEnvironment, url: aUrl }), runs);
    const program = join(import.meta.dirname, '../support/botocore_proxies.py');
    const input = JSON.stringify(cases);
    const output = execFileSync(python, [program], { input, encoding: 'utf8', maxBuffer: 1e8 });
    const expected = JSON.parse(output) as readonly (string | null)[];
    const ours = cases.map(({ env, url }) => {
      const [, scheme = '', host = '', port] = /^(\w+):\/\/([^/:]+)(?::(\d+))?/.exec(url) ?? [];
      const destination = { protocol: `${scheme}:`, hostname: host };
      return proxyFor(
        port === undefined ? destination : { ...destination, port: Number(port) },
        env,
      );
    });
    const differing = cases.flatMap((each, index) =>
      (expected[index] ?? null) === (ours[index] ?? null)
        ? []
        : [{ ...each, expected: expected[index], ours: ours[index] }],
    );
    expect(differing.slice(0, 5)).toEqual([]);
    expect(new Set(expected).size).toBeGreaterThan(4);
  });
});
