import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs, styleText } from 'node:util';
import type { Consent } from '../../src/core/ports/consent.ts';
import { createApp } from '../../src/node/app.ts';
import { demoOrganization } from '../identity-center/demo-identity-center.ts';
import { developer } from '../sample-roles.ts';
import { totp } from '../sts/totp.ts';
import { promptedConsent } from './prompted-consent.ts';
import { buildPanel, watchPanel } from './panel-build.ts';
import { DEMO_SEED, PANEL_USER, panelSamples } from './panel-samples.ts';
import { type PanelServer, startPanelServer } from './panel-server.ts';
import { startPanelSetup } from './panel-setup.ts';
import { wholeNumber, withHelp } from '../with-help.ts';

const HELP = [
  'Usage: npm run panel -- [--session-seconds N] [--sign-in-seconds N] [--empty]',
  '                        [--my-roles] [--port N]',
  '',
  "Shows the tray application's panel in a browser, with a simulated STS, a simulated IAM",
  'Identity Center of 61 accounts and a temporary home folder.',
  '',
  '  --session-seconds N  how long a session lasts, 4 or more (default: 300)',
  '  --sign-in-seconds N  how long a sign-in lasts, 10 or more (default: 28800, 8 hours)',
  '  --empty              starts without roles',
  "  --my-roles           uses this computer's own roles and credentials file",
  '  --port N             port on 127.0.0.1 (default: a free one)',
];

await panel();

interface Lengths {
  readonly sessionSeconds: number;
  readonly signInSeconds: number;
}

interface Served {
  readonly server: PanelServer;
  readonly about: readonly string[];
  readonly mfaCode: () => string | null;
  stop(): Promise<void>;
}

async function panel(): Promise<void> {
  const { port, lengths, usesOwnRoles, isEmpty } = withHelp(HELP, readArguments);
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-panel-'));
  await buildPanel(folder);
  const consent = promptedConsent(process.stdin.isTTY, say);
  const served = usesOwnRoles
    ? await serveOwnRoles(folder, port, consent)
    : await serveDemo(folder, port, consent, lengths, isEmpty);
  const unwatch = await watchPanel(folder, () => served.server.reload());
  const printLink = (): void => {
    const code = served.mfaCode();
    say(
      `  ${styleText('bold', served.server.link())}${code === null ? '' : `   MFA code: ${code}`}`,
    );
  };
  say(...served.about, 'A link opens the panel once. Enter prints another link, Ctrl-C ends.', '');
  printLink();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    if (!consent.takeAnswer(line)) printLink();
  });
  await untilSignal();
  lines.close();
  await unwatch();
  await served.stop();
  await rm(folder, { recursive: true, force: true });
}

async function serveDemo(
  folder: string,
  port: number,
  consent: Consent,
  lengths: Lengths,
  isEmpty: boolean,
): Promise<Served> {
  const { sessionSeconds, signInSeconds } = lengths;
  const { accounts, roles } = panelSamples(sessionSeconds);
  const organization = demoOrganization(developer(sessionSeconds));
  const setup = await startPanelSetup({
    panel: folder,
    user: PANEL_USER,
    accounts,
    roles: isEmpty ? [] : roles,
    organization: {
      ...organization,
      options: { ...organization.options, signInSeconds },
    },
    port,
    consent,
  });
  return {
    server: setup.server,
    about: [
      `Simulated STS and IAM Identity Center, sessions of ${String(sessionSeconds)} seconds and more.`,
      `The credentials are in ${setup.home.credentialsFile}`,
    ],
    mfaCode: () => totp(DEMO_SEED, Date.now()),
    stop: () => setup.stop(),
  };
}

async function serveOwnRoles(folder: string, port: number, consent: Consent): Promise<Served> {
  const created = await createApp({ env: process.env, refresh: 'switched-on', consent });
  if (!created.ok) throw new Error(`Rolekeeper cannot start: ${created.failure.kind}`);
  const app = created.value;
  const server = await startPanelServer(app, folder, port);
  return {
    server,
    about: ['These are your own roles and your own credentials file.'],
    mfaCode: () => null,
    stop: async () => {
      await server.close();
      await app.stop();
    },
  };
}

function untilSignal(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => done());
  });
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      'session-seconds': { type: 'string', default: '300' },
      'sign-in-seconds': { type: 'string', default: String(8 * 3600) },
      'my-roles': { type: 'boolean', default: false },
      empty: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
    },
  });
  return {
    port: wholeNumber(values.port, '--port', 0),
    lengths: {
      sessionSeconds: wholeNumber(values['session-seconds'], '--session-seconds', 4),
      signInSeconds: wholeNumber(values['sign-in-seconds'], '--sign-in-seconds', 10),
    },
    usesOwnRoles: values['my-roles'],
    isEmpty: values.empty,
  };
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
