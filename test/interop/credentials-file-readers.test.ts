import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseIni, sectionNamed, valueOf } from '../../src/core/credentials-file/ini-document.ts';
import { writeSession } from '../../src/core/credentials-file/section-edit.ts';
import type { SectionSession } from '../../src/core/credentials-file/session-values.ts';
import { releaseSection } from '../../src/core/credentials-file/section-release.ts';
import { botocoreReader } from '../support/botocore-reader.ts';
import type { BotocoreReader, IniValues } from '../support/botocore-reader.ts';
import { anySession, runs, soundText } from '../support/credentials-texts.ts';
import { botocorePython } from '../support/strangers.ts';
import { needing } from './needing.ts';

type Reader = (text: string) => Promise<IniValues | null>;

const target = 'client-s3';

/** Every other section reads as before, ours as it was meant; and all is as before once it is released. */
async function readsAsMeant(read: Reader, text: string, session: SectionSession): Promise<void> {
  const written = writeSession(text, target, session, { file: '/f', takeOver: false });
  fc.pre(written.ok && written.value.takenOver.length === 0);
  const before = await read(text);
  const after = (await read(written.value.text)) ?? {};
  expect(without(after, target)).toEqual(without(before ?? {}, target));
  const { accessKeyId, secretAccessKey, sessionToken } = session;
  const section = sectionNamed(parseIni(text), target);
  const hasRegion = section !== null && valueOf(section, 'region') !== null;
  const region = session.region === undefined || hasRegion ? {} : { region: session.region };
  expect(after[target]).toMatchObject({
    ...before?.[target],
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    aws_session_token: sessionToken,
    ...region,
  });
  expect(await read(releaseSection(written.value.text, target, null)?.text ?? '')).toEqual(before);
}

function without(values: IniValues, name: string): IniValues {
  return Object.fromEntries(Object.entries(values).filter(([section]) => section !== name));
}

const python = botocorePython();

const withBotocore = needing('botocore, and so the AWS CLI and boto3', { botocore: python });
describe.skipIf(withBotocore.skip)(withBotocore.title, () => {
  let botocore: BotocoreReader;
  beforeAll(() => {
    botocore = botocoreReader(python ?? '');
  });
  afterAll(() => {
    botocore.close();
  });

  it('reads our section as it was meant and every other as before, whatever else the file holds', async () => {
    await fc.assert(
      fc.asyncProperty(soundText, anySession, (text, session) =>
        readsAsMeant((file) => botocore.read(file), text, session),
      ),
      { numRuns: runs(200) },
    );
  });
});

describe('the AWS SDK for JavaScript', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rk-sdk-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads our section as it was meant and every other as before, whatever else the file holds', async () => {
    const filepath = join(folder, 'credentials');
    const read: Reader = async (text) => {
      writeFileSync(filepath, text);
      const none = join(folder, 'none');
      const { credentialsFile } = await loadSharedConfigFiles({ filepath, configFilepath: none, ignoreCache: true });
      return JSON.parse(JSON.stringify(credentialsFile)) as IniValues;
    };
    await fc.assert(
      fc.asyncProperty(soundText, anySession, async (text, session) => {
        fc.pre(isWithinTheSdk(text));
        await readsAsMeant(read, text, session);
      }),
      { numRuns: runs(200) },
    );
  });
});

/**
 * What botocore reads and this SDK reads otherwise, with or without us: lone carriage returns; a section header that it takes for none or that botocore takes for a
 * value; an upper-case key of ours beside its lower-case one; an empty value, which opens a block that only a line at column 0 ends.
 */
function isWithinTheSdk(text: string): boolean {
  return !/\r(?!\n)/.test(text) && !/\][#;]/.test(text) && !/^\s+\[/m.test(text) && !/[=:][ \t]*\r?$/m.test(text);
}
