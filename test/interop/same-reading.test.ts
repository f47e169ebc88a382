import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstViolation } from '../../src/core/credentials-file/botocore-rules.ts';
import { parseIni } from '../../src/core/credentials-file/ini-document.ts';
import { textWithSession } from '../../src/core/credentials-file/section-edit.ts';
import { textWithoutSession } from '../../src/core/credentials-file/section-release.ts';
import type { SectionSession } from '../../src/core/credentials-file/session-values.ts';
import { botocoreReader, type BotocoreReader, type IniValues } from '../support/botocore-reader.ts';
import { anySession, anyText, sessionOf, readableText } from '../support/credentials-texts.ts';
import {
  sdkReadsLikeBotocore,
  sdkFileReader,
  type SdkFileReader,
} from '../support/sdk-file-reader.ts';
import { botocorePython } from '../support/external-programs.ts';
import { externalSuite } from './external-suite.ts';
import { testOwner } from '../support/owner.ts';
import { sized } from '../support/run-length.ts';

/** The number of random files. Each gets one to five sessions and releases. */
const files = sized(300, 20_000);

const TARGETS = ['client-s3', 'other-client', 'dev'] as const;

type Step = { readonly target: string } & (
  { readonly kind: 'assume'; readonly session: SectionSession } | { readonly kind: 'release' }
);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('assume'),
      target: fc.constantFrom(...TARGETS),
      session: anySession,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('release'), target: fc.constantFrom(...TARGETS) }),
  },
);
const anySteps = fc.array(anyStep, { minLength: 1, maxLength: 5 });

interface Result {
  readonly text: string;
  /** The sessions that are in the file at the end, by profile. */
  readonly sessions: ReadonlyMap<string, SectionSession>;
}

/** Runs the steps. Sections with keys of another tool stay unchanged, as `takeOver` is false. */
function apply(text: string, steps: readonly Step[]): Result {
  let now = text;
  const sessions = new Map<string, SectionSession>();
  for (const one of steps) {
    if (one.kind === 'release') {
      now = textWithoutSession(now, one.target, null, testOwner)?.text ?? now;
      sessions.delete(one.target);
      continue;
    }
    const written = textWithSession(now, one.target, one.session, {
      file: '/f',
      takeOver: false,
      owner: testOwner,
    });
    if (!written.ok) continue;
    now = written.value.text;
    sessions.set(one.target, one.session);
  }
  return { text: now, sessions };
}

/**
 * Adds a line end like those of `like` if the last line of `text` has none. Rolekeeper also adds
 * it before a new section, and a release cannot always remove it.
 */
function withLastLineEnd(text: string, like: string): string {
  return text === '' || /[\r\n]$/.test(text)
    ? text
    : text + (like.includes('\r\n') ? '\r\n' : like.includes('\r') ? '\r' : '\n');
}

/**
 * Returns the profiles with keys that begin with `aws_`. If these keys are not complete
 * credentials, Rolekeeper replaces them and does not restore them.
 */
function profilesWithAwsKeys(text: string): ReadonlySet<string> {
  const document = parseIni(text);
  const keysOf = (target: string) =>
    document.section(target)?.entries.map(({ key }) => key.toLowerCase()) ?? [];
  return new Set(TARGETS.filter((target) => keysOf(target).some((key) => key.startsWith('aws_'))));
}

function releasedAll(text: string): string {
  return TARGETS.reduce(
    (now, target) => textWithoutSession(now, target, null, testOwner)?.text ?? now,
    text,
  );
}

function expectSame(
  before: IniValues | null,
  after: IniValues | null,
  { sessions }: Result,
  lost: ReadonlySet<string>,
): void {
  const others = (values: IniValues | null) =>
    Object.fromEntries(
      Object.entries(values ?? {}).filter(([name]) => !sessions.has(name) && !lost.has(name)),
    );
  expect(others(after)).toEqual(others(before));
  for (const [target, { accessKeyId, secretAccessKey, sessionToken }] of sessions) {
    expect(after?.[target]).toMatchObject({
      aws_access_key_id: accessKeyId,
      aws_secret_access_key: secretAccessKey,
      aws_session_token: sessionToken,
    });
  }
}

const python = botocorePython();
const withBotocore = externalSuite('botocore and the AWS SDK', { botocore: python });

describe.skipIf(withBotocore.skip)(withBotocore.title, () => {
  let botocore: BotocoreReader;
  let sdk: SdkFileReader;
  beforeAll(() => {
    botocore = botocoreReader(python ?? '');
    sdk = sdkFileReader();
  });
  afterAll(() => {
    botocore.close();
    sdk.close();
  });

  it(
    `read Rolekeeper’s sessions and unchanged values in all other sections, from ${String(files)} random files`,
    { timeout: 300_000 + files * 100 },
    async () => {
      let read = 0;
      let readBySdk = 0;
      await fc.assert(
        fc.asyncProperty(readableText, anySteps, async (text, steps) => {
          const result = apply(text, steps);
          const lost = profilesWithAwsKeys(text);
          expectSame(await botocore.read(text), await botocore.read(result.text), result, lost);
          read += 1;
          if (sdkReadsLikeBotocore(text)) {
            expectSame(await sdk.read(text), await sdk.read(result.text), result, lost);
            readBySdk += 1;
          }
          if (lost.size === 0)
            expect(withLastLineEnd(releasedAll(result.text), text)).toBe(
              withLastLineEnd(text, text),
            );
        }),
        { numRuns: files },
      );
      console.info(
        `${String(read)} files read by botocore, ${String(readBySdk)} of them by the SDK too`,
      );
    },
  );

  it.each([
    ['a megabyte of comments', `# ${'x'.repeat(98)}\n`.repeat(11_000)],
    ['five thousand sections', sections(5000, '\n')],
    ['five thousand sections with CRLF and no last line end', sections(5000, '\r\n').trimEnd()],
    ['one value of half a megabyte', `[big]\nx_blob = ${'A/+='.repeat(131_072)}\n`],
  ])(
    'read Rolekeeper’s session and unchanged values in all other sections, from %s',
    async (_, text) => {
      const result = apply(text, [{ kind: 'assume', target: 'client-s3', session: sessionOf() }]);
      expect(result.sessions.size).toBe(1);
      expectSame(await botocore.read(text), await botocore.read(result.text), result, new Set());
      expectSame(await sdk.read(text), await sdk.read(result.text), result, new Set());
      expect(parseIni(releasedAll(result.text)).section('client-s3')).toBeNull();
      expect(releasedAll(result.text)).toBe(text);
    },
  );
});

const forBotocore = externalSuite('botocore', { botocore: python });

describe.skipIf(forBotocore.skip)(forBotocore.title, () => {
  let botocore: BotocoreReader;
  beforeAll(() => {
    botocore = botocoreReader(python ?? '');
  });
  afterAll(() => {
    botocore.close();
  });

  it(
    'refuses each random file that Rolekeeper refuses as broken',
    { timeout: 300_000 + files * 50 },
    async () => {
      let broken = 0;
      await fc.assert(
        fc.asyncProperty(anyText, anySession, async (text, session) => {
          fc.pre(firstViolation(text) !== null);
          broken += 1;
          expect(
            textWithSession(text, 'client-s3', session, {
              file: '/f',
              takeOver: false,
              owner: testOwner,
            }),
          ).toMatchObject({
            ok: false,
            failure: { kind: 'file-broken' },
          });
          // botocore finds a fault in the section [DEFAULT] only if the file has another section,
          // so the test adds one.
          const withOurs = `${text}\n[ours]\n`;
          expect(
            (await botocore.read(text)) === null || (await botocore.read(withOurs)) === null,
          ).toBe(true);
        }),
        { numRuns: Math.round(files / 4) },
      );
      console.info(`${String(broken)} broken files`);
    },
  );
});

function sections(count: number, lineEnd: string): string {
  const one = (n: number): string =>
    [
      `# account ${String(n)}`,
      `[account-${String(n)}]`,
      `aws_access_key_id = AKIA${String(n).padStart(16, '0')}`,
      `aws_secret_access_key = ${String(n).padStart(40, 'k')}`,
      '',
    ].join(lineEnd);
  return Array.from({ length: count }, (_, n) => one(n)).join(lineEnd);
}
