import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { createApp } from '../src/node/app.ts';
import { DEMO_USER } from '../demo/sample-roles.ts';
import { sideBySide } from './side-by-side.ts';
import { timeLine, type Verdict } from './verdict.ts';
import type { AwsSnapshot } from './world.ts';

/** V8 compiles hot functions; a click in a process that runs all day is not its first. */
const clicksToWarm = 60;

/**
 * The time from the click to the written credentials in a warm process (the application), without
 * the SDK's call to STS. Compared with writing, syncing and renaming the same bytes.
 */
export async function benchClickToFile(
  world: AwsSnapshot,
  rounds: number,
): Promise<readonly Verdict[]> {
  const made = await createApp({ env: world.env, refresh: 'nothing' });
  if (!made.ok) throw new Error(`no app: ${made.failure.kind}`);
  const app = made.value;
  const { arn, externalId, sessionName } = world.role;
  const added = await app.api.role.add({
    role: { name: 'click', roleArn: arn, externalId, roleSessionName: sessionName },
  });
  if (!added.ok) throw new Error(`no role: ${added.failure.kind}`);
  const roleId = added.value.role.id;
  const roundTrip = watchRoundTrip();
  const original = await readFile(world.home.credentialsFile, 'utf8');
  const clickOnce = async () => {
    const assumed = await app.api.session.assume({ roleId, keep: false, takeOver: false });
    if (!assumed.ok) throw new Error(`not assumed: ${assumed.failure.kind}`);
  };

  const client = new STSClient({
    region: 'eu-central-1',
    endpoint: world.stsUrl,
    credentials: DEMO_USER,
  });
  const command = { RoleArn: arn, ExternalId: externalId, RoleSessionName: sessionName };

  for (let click = 0; click < clicksToWarm; click += 1) await clickOnce();

  const medians: {
    readonly profiles: number;
    readonly ours: number;
    readonly raw: number;
    readonly sdk: number;
  }[] = [];
  for (const profiles of [100, 1000, 10_000]) {
    await writeFile(world.home.credentialsFile, original + manyProfiles(profiles));
    const result = await sideBySide(
      [
        {
          name: 'ours',
          run: clickOnce,
          apart: () => roundTrip.ms(),
        },
        { name: 'raw', run: await rawWrite(world.home.credentialsFile) },
        {
          name: 'sdk',
          run: async () => {
            await client.send(new AssumeRoleCommand(command));
          },
          apart: () => roundTrip.ms(),
        },
      ],
      rounds,
    );
    medians.push({
      profiles,
      ours: result['ours'] ?? NaN,
      raw: result['raw'] ?? NaN,
      sdk: result['sdk'] ?? NaN,
    });
  }
  roundTrip.stop();
  client.destroy();
  await app.api.session.release({ roleId });
  await app.stop();
  await writeFile(world.home.credentialsFile, original);

  console.log(
    '\nclick to file, beyond the STS round trip; a raw write + fsync + rename of the same bytes',
  );
  for (const { profiles, ours, raw, sdk } of medians) {
    console.log(timeLine(`ours, ${profiles} profiles`, ours));
    console.log(timeLine(`raw,  ${profiles} profiles`, raw));
    console.log(timeLine('of ours, signing and reading the answer, as the SDK alone does it', sdk));
  }
  const [few, some, many] = medians;
  if (few === undefined || some === undefined || many === undefined)
    throw new Error('three sizes are measured');
  return [
    {
      what: 'click to file takes of a raw write at 100 profiles',
      ratio: (few.ours - few.sdk) / few.raw,
      wanted: { atMost: 3 },
    },
    {
      what: 'the same with what the SDK takes to sign and to read the answer, at 100 profiles',
      ratio: few.ours / few.raw,
      wanted: null,
    },
    {
      what: 'click to file takes of a raw write at 1,000 profiles',
      ratio: (some.ours - some.sdk) / some.raw,
      wanted: null,
    },
    {
      what: 'click to file takes of a raw write at 10,000 profiles',
      ratio: (many.ours - many.sdk) / many.raw,
      wanted: { atMost: 10 },
    },
    {
      what: 'ten times the profiles take of the time (linear: at most 10)',
      ratio: many.ours / some.ours,
      wanted: { atMost: 11 },
    },
  ];
}

/** Typical sections: keys, a comment and a region. */
function manyProfiles(count: number): string {
  const section = (n: number): string => `
# account ${n}
[profile-${n}]
aws_access_key_id = AKIA${String(n).padStart(16, '0')}
aws_secret_access_key = ${String(n).padStart(40, 'x')}
region = eu-central-1
`;
  return Array.from({ length: count }, (_, n) => section(n)).join('');
}

/** The minimum of a safe write: a temporary file, fsync, rename. */
async function rawWrite(path: string): Promise<() => Promise<void>> {
  const bytes = await readFile(path);
  return async () => {
    const temporary = `${path}.raw`;
    const file = await open(temporary, 'w', 0o600);
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    // Renames to a copy, because Rolekeeper must find its own version of the file.
    await rename(temporary, `${path}.copy`);
  };
}

/** Measures how long HTTP requests of this process took since the last reading. */
function watchRoundTrip(): { readonly ms: () => number; readonly stop: () => void } {
  const starts = new WeakMap<object, number>();
  let total = 0;
  const begun = (message: unknown) => {
    starts.set((message as { readonly request: object }).request, performance.now());
  };
  const ended = (message: unknown) => {
    const startedAt = starts.get((message as { readonly request: object }).request);
    if (startedAt !== undefined) total += performance.now() - startedAt;
  };
  subscribe('http.client.request.start', begun);
  subscribe('http.client.response.finish', ended);
  return {
    ms: () => {
      const ms = total;
      total = 0;
      return ms;
    },
    stop: () => {
      unsubscribe('http.client.request.start', begun);
      unsubscribe('http.client.response.finish', ended);
    },
  };
}
