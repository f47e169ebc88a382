import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseIni, valueOf } from '../../src/core/credentials-file/ini-document.ts';
import { textWithSession } from '../../src/core/credentials-file/section-edit.ts';
import type { SectionSession } from '../../src/core/credentials-file/session-values.ts';
import { textWithoutSession } from '../../src/core/credentials-file/section-release.ts';
import { botocoreReader } from '../support/botocore-reader.ts';
import type { BotocoreReader, IniValues } from '../support/botocore-reader.ts';
import { anySession, runs, readableText } from '../support/credentials-texts.ts';
import {
  sdkReadsLikeBotocore,
  sdkFileReader,
  type SdkFileReader,
} from '../support/sdk-file-reader.ts';
import { botocorePython } from '../support/external-programs.ts';
import { externalSuite } from './external-suite.ts';
import { testOwner } from '../support/owner.ts';

type Reader = (text: string) => Promise<IniValues | null>;

const target = 'client-s3';

/**
 * Writes a session, then releases it. Checks that `read` finds the session and unchanged values in
 * all other sections, and only the original values after the release.
 */
async function checkReader(read: Reader, text: string, session: SectionSession): Promise<void> {
  const written = textWithSession(text, target, session, {
    file: '/f',
    takeOver: false,
    owner: testOwner,
  });
  fc.pre(written.ok && written.value.takenOver.length === 0);
  const before = await read(text);
  const after = (await read(written.value.text)) ?? {};
  expect(without(after, target)).toEqual(without(before ?? {}, target));
  const { accessKeyId, secretAccessKey, sessionToken } = session;
  const section = parseIni(text).section(target);
  const hasRegion = section !== null && valueOf(section, 'region') !== null;
  const region = session.region === undefined || hasRegion ? {} : { region: session.region };
  expect(after[target]).toMatchObject({
    ...before?.[target],
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    aws_session_token: sessionToken,
    ...region,
  });
  expect(
    await read(textWithoutSession(written.value.text, target, null, testOwner)?.text ?? ''),
  ).toEqual(before);
}

function without(values: IniValues, name: string): IniValues {
  return Object.fromEntries(Object.entries(values).filter(([section]) => section !== name));
}

const python = botocorePython();

const withBotocore = externalSuite('botocore, which the AWS CLI and boto3 use,', {
  botocore: python,
});
describe.skipIf(withBotocore.skip)(withBotocore.title, () => {
  let botocore: BotocoreReader;
  beforeAll(() => {
    botocore = botocoreReader(python ?? '');
  });
  afterAll(() => {
    botocore.close();
  });

  it('reads the keys that Rolekeeper writes into a random file, and unchanged values in all other sections', async () => {
    await fc.assert(
      fc.asyncProperty(readableText, anySession, (text, session) =>
        checkReader((file) => botocore.read(file), text, session),
      ),
      { numRuns: runs(200) },
    );
  });
});

describe('the AWS SDK for JavaScript', () => {
  let sdk: SdkFileReader;
  beforeAll(() => {
    sdk = sdkFileReader();
  });
  afterAll(() => {
    sdk.close();
  });

  it('reads the keys that Rolekeeper writes into a random file, and unchanged values in all other sections', async () => {
    await fc.assert(
      fc.asyncProperty(readableText, anySession, async (text, session) => {
        fc.pre(sdkReadsLikeBotocore(text));
        await checkReader((file) => sdk.read(file), text, session);
      }),
      { numRuns: runs(200) },
    );
  });
});
