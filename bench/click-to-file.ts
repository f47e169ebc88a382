import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { createApp } from '../src/node/app.ts';
import { DEMO_USER } from '../demo/sample-roles.ts';
import { sideBySide } from './side-by-side.ts';
import type { Row } from './table.ts';
import type { BenchHome } from './bench-home.ts';

/**
 * Clicks before the measurement. V8 compiles functions that are called often, and most clicks
 * happen in a process that has run for hours.
 */
const WARM_UP_CLICKS = 60;

/**
 * Measures the time from the click to the written credentials in a warm process, such as the
 * application, without the SDK's call to STS. Compares it with writing, syncing and renaming the
 * same bytes.
 */
export async function benchClickToFile(
  benchHome: BenchHome,
  rounds: number,
): Promise<readonly Row[]> {
  const created = await createApp({ env: benchHome.env, refresh: 'nothing' });
  if (!created.ok) throw new Error(`no app: ${created.failure.kind}`);
  const app = created.value;
  const { arn, externalId, sessionName } = benchHome.role;
  const added = await app.api.role.add({
    role: { name: 'click', roleArn: arn, externalId, roleSessionName: sessionName },
  });
  if (!added.ok) throw new Error(`no role: ${added.failure.kind}`);
  const roleId = added.value.role.id;
  const roundTrip = watchRoundTrip();
  const original = await readFile(benchHome.home.credentialsFile, 'utf8');
  const clickOnce = async () => {
    const assumed = await app.api.session.assume({ roleId, keep: false, takeOver: false });
    if (!assumed.ok) throw new Error(`not assumed: ${assumed.failure.kind}`);
  };

  const client = new STSClient({
    region: 'eu-central-1',
    endpoint: benchHome.stsUrl,
    credentials: DEMO_USER,
  });
  const command = { RoleArn: arn, ExternalId: externalId, RoleSessionName: sessionName };

  for (let click = 0; click < WARM_UP_CLICKS; click += 1) await clickOnce();

  const rows: Row[] = [];
  for (const [profiles, atMost] of [
    [100, 3],
    [1000, null],
    [10_000, 6],
  ] as const) {
    await writeFile(benchHome.home.credentialsFile, original + manyProfiles(profiles));
    const result = await sideBySide(
      [
        {
          name: 'ours',
          run: clickOnce,
          excludedMs: () => roundTrip.ms(),
        },
        { name: 'raw', run: await rawWrite(benchHome.home.credentialsFile) },
        {
          name: 'sdk',
          run: async () => {
            await client.send(new AssumeRoleCommand(command));
          },
          excludedMs: () => roundTrip.ms(),
        },
      ],
      rounds,
    );
    const { ours = NaN, raw = NaN, sdk = NaN } = result;
    rows.push({
      what: `a click until the file is written, ${profiles} profiles, without the STS call`,
      // The SDK signs the request and reads the answer, which is part of the call.
      ours: ours - sdk,
      peer: { name: 'a raw write, fsync and rename', ms: raw },
      limit: atMost === null ? null : { kind: 'times', atMost },
    });
  }
  roundTrip.stop();
  client.destroy();
  await app.api.session.release({ roleId });
  await app.stop();
  await writeFile(benchHome.home.credentialsFile, original);
  return rows;
}

/** Returns typical sections with keys, a comment and a region. */
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

/** Returns a function with the minimum of a safe write: a temporary file, fsync, rename. */
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

/** Measures how long the HTTP requests of this process took since `ms` was last called. */
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
