import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { cliHome, mfaRole, plainRole } from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';
import { realKeyringNeeds, startRealKeyring } from '../support/real-keyring.ts';
import type { Secret } from '../support/secret-search.ts';
import { startTappingProxy } from '../support/tapping-proxy.ts';
import type { TappingProxy } from '../support/tapping-proxy.ts';

export const serial = 'arn:aws:iam::111122223333:mfa/alice';

const inCredentials = [/^\.aws\/credentials$/, /^\.config\/rolekeeper\/backups\//];
const plantedIn = (...names: readonly string[]): readonly RegExp[] =>
  names.map((name) => new RegExp(`^planted/${name}$`));

/**
 * Secrets in AWS's formats. A careless pattern would miss some of them, for example secrets without
 * digits or with words between slashes.
 */
export const planted = {
  source: {
    name: 'the secret key of the source profile',
    value: 'kQ7vB2xT9mZ4pL8sW1cR6yH3nJ5dG0fA+uE/iKoM',
    allowed: inCredentials,
  },
  foreign: {
    name: 'the secret key that a take-over replaces',
    value: 'b0aRd/plain/9QwErTyUiOpAsDfGhJkLzXcVbNmQ',
    allowed: inCredentials,
  },
  inConfig: {
    name: 'a secret key in the config file',
    value: 'Cf8nWz3LqYt6RkVb1HxPs5Jd9Gm2Uo7EaTiNlKvQ',
    allowed: [/^\.aws\/config$/],
  },
  byProcess: {
    name: 'the secret key that a credential_process prints',
    value: 'PrTy4UiKjHgFdSaZxCvBnMqWeR5tYuIoP7lKjH/g',
    allowed: plantedIn('keys'),
  },
  onCommandLine: {
    name: "a password in a credential_process's command",
    value: 'c0mmand-Line-Geheimn1s',
    allowed: [/^\.aws\/config$/],
  },
  onStderr: {
    name: 'a secret key in the error message of a credential_process',
    value: 'wJalrXUtnFEMIKMDENGbPxRfiCYqrstuvwxyzABC',
    allowed: plantedIn('complaint'),
  },
  shortOnStderr: {
    name: 'a short password in the error message of a credential_process',
    value: 'hunter2-sch1bboleth',
    allowed: plantedIn('complaint'),
  },
  notJson: {
    name: 'a token in invalid JSON',
    value: 'nOtJsOn8k2Lm9Qp4Rt7Vw1Yz6Tx3Ub5Nc0Ae2Df4Gi8Hj',
    allowed: plantedIn('mumble', 'policy.json'),
  },
  webIdentity: {
    name: 'a web identity token',
    value:
      'eyJhbGciOiJSUzI1NiIsImtpZCI6ImNhbmFyeSJ9.eyJzdWIiOiJjYW5hcnktd2ViIn0.c2lnbmF0dXJlLW9mLWNhbmFyeQ',
    allowed: plantedIn('web-identity-token'),
  },
  echoed: {
    name: "another server's session token in an error of STS",
    value: `EcHoEd${'a7+Kd/9xQz'.repeat(12)}==`,
    allowed: [],
  },
  inEnvironment: {
    name: 'a secret key in the environment',
    value: 'eNv1RoNmEnTsEcReTcAnArY0zYxWvUtSrQpOnMlK',
    allowed: [],
  },
  inBrokenFile: {
    name: 'a secret on a line that breaks the credentials file',
    value: 'bR0kEnLiNeSeCrEt/wXyZ12aBcDeFgHiJkLmNoPq',
    allowed: plantedIn('broken-\\d'),
  },
  inSettings: {
    name: 'a secret in invalid settings',
    value: 'sEtTiNgS7Qw8Er9Ty0Ui1Op2As3Df4Gh5Jk6Lz7X',
    allowed: [/^planted\/home-\d\/settings/],
  },
  inCertificates: {
    name: 'a secret in a file that is not a certificate',
    value: 'pRiVaTe1KeY2iN3pEm4ThAt5Is6No7CeRt8AbCdE',
    allowed: plantedIn('ca.pem'),
  },
  proxyPassword: { name: "the proxy's password", value: 'pr0xy-Passw0rd-canary', allowed: [] },
  goodCode: { name: 'the MFA code that STS accepts', value: '048117', allowed: [] },
  refusedCode: { name: 'the MFA code that STS refuses', value: '093271', allowed: [] },
} satisfies Readonly<Record<string, Secret>>;

const alice = {
  userName: 'alice',
  accessKeyId: 'AKIAALICE00000000001',
  secretAccessKey: planted.source.value,
  mfaDevices: [{ kind: 'codes', serialNumber: serial, codes: [planted.goodCode.value] }],
};

/**
 * Alice has keys in the credentials file. Carol has keys in the config file, and a program prints
 * Dave's keys.
 */
const others = [
  {
    userName: 'carol',
    accessKeyId: 'AKIACAROL00000000001',
    secretAccessKey: planted.inConfig.value,
  },
  {
    userName: 'dave',
    accessKeyId: 'AKIADAVE000000000001',
    secretAccessKey: planted.byProcess.value,
  },
];

const credentials = `# long-term keys
[default]
aws_access_key_id = ${alice.accessKeyId}
aws_secret_access_key = ${alice.secretAccessKey}

[taken]
aws_access_key_id = AKIAOTHER00000000001
aws_secret_access_key = ${planted.foreign.value}
`;

export interface CanaryHome {
  readonly cli: Cli;
  readonly sts: EmbeddedSts;
  readonly proxy: TappingProxy;
  /** The path of a file that contains a secret. */
  readonly path: (name: string) => string;
  /** All secrets in `planted`, all that STS has issued so far, and the key in the keychain. */
  secrets(): readonly Secret[];
  issued(): readonly Secret[];
  /** The key that encrypts the MFA sessions. Empty if this machine cannot run GNOME Keyring. */
  keychainKeys(): readonly Secret[];
  close(): Promise<void>;
}

/**
 * Creates a home with secrets in the files, programs and variables that Rolekeeper reads. A proxy
 * records the secrets that STS issues.
 */
export async function canaryHome(): Promise<CanaryHome> {
  const sts = await startEmbeddedSts({ users: [alice, ...others], roles: [plainRole, mfaRole] });
  const proxy = await startTappingProxy();
  // Rolekeeper's keychain process has its own compile cache, and the test searches that cache too.
  const keyring = realKeyringNeeds === null ? await startRealKeyring() : null;
  const cli = cliHome(sts, credentials, { NODE_COMPILE_CACHE: '', ...keyring?.env });
  const path = (name: string): string => join(cli.folder, 'planted', name);
  plantFiles(cli, path);
  const issued = (): readonly Secret[] =>
    proxy.issued().map(({ action, secret }, index) => ({
      name: `secret ${String(index)} that ${action} gave`,
      // Leaves out the characters with which every session token begins. Otherwise the search would
      // find this token in each place that has another token.
      value: secret.replace(/^IQoJb3JpZ2luX2Vj/, ''),
      allowed: action === 'AssumeRole' ? [/^\.aws\/credentials$/] : [],
    }));
  let keys: readonly string[] = [];
  const keychainKeys = (): readonly Secret[] => {
    if (keys.length === 0) keys = keyring?.secrets() ?? [];
    return keys.map((value) => ({ name: 'the key in the keychain', value, allowed: [] }));
  };
  return {
    cli,
    sts,
    proxy,
    path,
    issued,
    keychainKeys,
    secrets: () => [...Object.values(planted), ...issued(), ...keychainKeys()],
    async close() {
      cli.dispose();
      keyring?.stop();
      await proxy.close();
      await sts.close();
    },
  };
}

function plantFiles(cli: Cli, path: (name: string) => string): void {
  mkdirSync(path('tmp'), { recursive: true });
  const file = (name: string, text: string): void => {
    writeFileSync(path(name), text, { mode: 0o600 });
  };
  const program = (name: string, text: string): void => {
    file(name, `#!/bin/sh\n${text}\n`);
    chmodSync(path(name), 0o700);
  };
  const keys = {
    Version: 1,
    AccessKeyId: 'AKIADAVE000000000001',
    SecretAccessKey: planted.byProcess.value,
  };
  // Prints keys, and records the MFA code in its environment.
  program(
    'keys',
    `echo "$ROLEKEEPER_MFA_CODE" >> '${path('code')}'; echo '${JSON.stringify(keys)}'`,
  );
  const complaint = `cannot use key ${planted.onStderr.value}: password=${planted.shortOnStderr.value}, Password: "${planted.shortOnStderr.value}"`;
  program('complaint', `echo '${complaint}' >&2; sleep 0.3; exit 1`);
  program('mumble', `echo '{"SessionToken": "${planted.notJson.value}'`);
  file('policy.json', `{"Statement": ${planted.notJson.value}}`);
  file('web-identity-token', planted.webIdentity.value);
  file('ca.pem', `-----BEGIN CERTIFICATE-----\n${planted.inCertificates.value}\n`);
  const { value: broken } = planted.inBrokenFile;
  file('broken-1', `[default]\naws_access_key_id = AKIAALICE00000000001\n${broken}\n`);
  file('broken-2', `aws_secret_access_key = ${broken}\n[default]\n`);
  file(
    'broken-3',
    `[default]\naws_secret_access_key = ${broken}\naws_secret_access_key = ${broken}\n`,
  );
  file('broken-4', `[${broken}\n[default]\n`);
  const { value: setting } = planted.inSettings;
  for (const [index, text] of [
    `{"version": 1, "roles": [${setting}`,
    JSON.stringify({
      version: 1,
      roles: [{ name: setting, roleArn: setting, secret: setting }],
      preferences: setting,
    }),
  ].entries()) {
    mkdirSync(path(`home-${String(index)}`), { mode: 0o700 });
    file(`home-${String(index)}/settings.json`, text);
  }
  writeFileSync(
    cli.configFile,
    `[profile in-config]
aws_access_key_id = AKIACAROL00000000001
aws_secret_access_key = ${planted.inConfig.value}
[profile process]
credential_process = ${path('keys')} --password ${planted.onCommandLine.value}
[profile complaining]
credential_process = ${path('complaint')} --password ${planted.onCommandLine.value}
[profile mumbling]
credential_process = ${path('mumble')}
[profile web]
role_arn = ${plainRole.roleArn}
web_identity_token_file = ${path('web-identity-token')}
`,
    { mode: 0o600 },
  );
}
