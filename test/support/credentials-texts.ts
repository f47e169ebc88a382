import * as fc from 'fast-check';
import { firstViolation } from '../../src/core/credentials-file/botocore-rules.ts';
import type { SectionSession } from '../../src/core/credentials-file/session-values.ts';
import { sized } from './run-length.ts';

/**
 * Returns the number of inputs for a property-based test: `short`, or 25 times as many with `npm
 * run test:long`.
 */
export function runs(short: number): number {
  return sized(short, short * 25);
}

const names = [
  'default',
  'dev',
  'prod-admin',
  'a.b/c@d',
  'my dev',
  'profile dev',
  ' padded ',
  '"quoted name"',
  'größe',
  'x#y',
  'DEFAULT',
  'client-s3',
];
const keys = [
  'aws_access_key_id',
  'AWS_SECRET_ACCESS_KEY',
  'aws_session_token',
  'aws_security_token',
  'region',
  'Region',
  'output',
  's3',
  'credential_process',
  'mfa_serial',
  'x_principal_arn',
  'ключ',
];
const values = [
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY=',
  'eu-west-1',
  '"quoted = value"',
  'value # not a comment',
  'a:b=c;d',
  '',
  'ünï ☃',
  "/opt/tool --flag 'x y'",
  '  spaced  ',
];
const comments = [
  '# a comment',
  '; another',
  '  # indented comment',
  '#',
  ';[not-a-section]',
  '# k = v',
];
const signs = [' = ', '=', ' : ', ':', '\t=\t', '   =   '];
const indents = ['', '', '', '', ' ', '  ', '\t'];

const comment = fc.constantFrom(...comments);
const blank = fc.constantFrom('', '', ' ', '\t');
const nested = fc.array(
  fc.constantFrom(
    '  max_concurrent_requests = 20',
    '\taddressing_style = path',
    '    a=b',
    '',
    '  # inside',
  ),
  { minLength: 1, maxLength: 3 },
);

const entry = fc
  .record({
    indent: fc.constantFrom(...indents),
    key: fc.constantFrom(...keys),
    sign: fc.constantFrom(...signs),
    value: fc.constantFrom(...values),
  })
  .map(({ indent, key, sign, value }) => [indent + key + sign + value]);
const block = fc
  .record({ key: fc.constantFrom('s3', 'output', 'dynamodb'), lines: nested })
  .map(({ key, lines }) => [`${key} =`, ...lines]);
const continued = fc.constantFrom(['output = one', '  two', '  three'], ['region = a', '', '\tb']);
const bodyLine = fc.oneof(
  { weight: 5, arbitrary: entry },
  { weight: 1, arbitrary: block },
  { weight: 1, arbitrary: continued },
  { weight: 2, arbitrary: comment.map((line) => [line]) },
  { weight: 2, arbitrary: blank.map((line) => [line]) },
);
const header = fc
  .record({
    indent: fc.constantFrom(...indents),
    name: fc.constantFrom(...names),
    tail: fc.constantFrom('', '', '', ' # c', '# c', ' ; c', '  '),
  })
  .map(({ indent, name, tail }) => `${indent}[${name}]${tail}`);
const section = fc
  .record({ header, body: fc.array(bodyLine, { maxLength: 7 }) })
  .map(({ header: line, body }) => [line, ...body.flat()]);

const lineEnds = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');

function textOf(lines: readonly string[], lineEnd: string, last: string): string {
  return lines.length === 0 ? '' : lines.join(lineEnd) + last;
}

const assembled = fc
  .record({
    preamble: fc.array(fc.oneof(comment, blank), { maxLength: 2 }),
    sections: fc.array(section, { maxLength: 5 }),
    lineEnd: lineEnds,
    ended: fc.boolean(),
  })
  .map(({ preamble, sections, lineEnd, ended }) =>
    textOf([...preamble, ...sections.flat()], lineEnd, ended ? lineEnd : ''),
  );

/** Generates realistic credentials files that botocore can read. */
export const readableText = assembled.filter((text) => firstViolation(text) === null);

const brokenLine = fc.constantFrom(
  '[unclosed',
  'no value sign',
  '[dev]',
  '[default]',
  'region = twice',
  'REGION: twice',
  '= no key',
  '[]',
  '[ ]',
  '] [',
  'a\u2028b = c',
  '\u001cindented = c',
  '\u0085[nel]',
  '  [dev]',
  '[a] b]',
  '\ufeff[bom]',
  '\u00a0nbsp = 1',
  's3 =',
  '  no sign here',
  '\vk = v',
  ': colon',
);

/** Generates texts of valid and invalid lines in any order. */
export const anyText = fc
  .record({
    lines: fc.array(
      fc.oneof(
        bodyLine,
        header.map((line) => [line]),
        brokenLine.map((line) => [line]),
      ),
      { maxLength: 14 },
    ),
    lineEnd: lineEnds,
    ended: fc.boolean(),
  })
  .map(({ lines, lineEnd, ended }) => textOf(lines.flat(), lineEnd, ended ? lineEnd : ''));

const token = fc.string({
  unit: fc.constantFrom(...Array.from('ABCdef019/+=')),
  minLength: 4,
  maxLength: 40,
});

export const anySession: fc.Arbitrary<SectionSession> = fc.record({
  roleId: fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdef')),
    minLength: 12,
    maxLength: 12,
  }),
  accessKeyId: fc
    .string({
      unit: fc.constantFrom(...Array.from('ABCDEFGHIJ234567')),
      minLength: 16,
      maxLength: 16,
    })
    .map((id) => `ASIA${id}`),
  secretAccessKey: token,
  sessionToken: token,
  expiration: fc
    .integer({ min: 1_700_000_000, max: 2_000_000_000 })
    .map((seconds) => seconds * 1000),
  assumedAt: fc.integer({ min: 1_700_000_000_000, max: 2_000_000_000_000 }),
  digest: fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdef')),
    minLength: 8,
    maxLength: 8,
  }),
  region: fc.option(fc.constantFrom('eu-west-1', 'us-gov-east-1'), { nil: undefined }),
});

/** A session with fixed values, for tests that do not generate them. */
export function sessionOf(changes: Partial<SectionSession> = {}): SectionSession {
  return {
    roleId: 'abcdef012345',
    accessKeyId: 'ASIAEXAMPLE000000001',
    secretAccessKey: 'secret/of+session=1',
    sessionToken: 'token/of+session==',
    expiration: Date.UTC(2030, 0, 2, 3, 4, 5),
    assumedAt: Date.UTC(2030, 0, 2, 2, 4, 5),
    digest: '0011aabb',
    ...changes,
  };
}
