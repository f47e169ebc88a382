import { spawn } from 'node:child_process';
import { freePort } from '../support/free-port.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * A moto server that checks the permissions of every IAM and STS call. It has a client's role, the
 * user Alice without a policy, and an administrator.
 */
export interface MotoSetup {
  readonly url: string;
  readonly alice: Keys;
  readonly admin: Keys;
  close(): Promise<void>;
}

export interface MotoRole {
  readonly path: string;
  readonly roleName: string;
  readonly trustPolicy: object;
}

/**
 * How many calls moto allows without a check after its start. The setup makes these six calls to
 * create the users and the role.
 */
const setUpCalls = 6;

export async function startMoto(program: string, role: MotoRole): Promise<MotoSetup> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, INITIAL_NO_AUTH_ACTION_COUNT: String(setUpCalls) },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await answering(url);
    await iam(url, {
      Action: 'CreateRole',
      Path: role.path,
      RoleName: role.roleName,
      AssumeRolePolicyDocument: JSON.stringify(role.trustPolicy),
    });
    await iam(url, { Action: 'CreateUser', UserName: 'alice' });
    const alice = keysIn(await iam(url, { Action: 'CreateAccessKey', UserName: 'alice' }));
    await iam(url, { Action: 'CreateUser', UserName: 'admin' });
    const everything = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    };
    await iam(url, {
      Action: 'PutUserPolicy',
      UserName: 'admin',
      PolicyName: 'everything',
      PolicyDocument: JSON.stringify(everything),
    });
    const admin = keysIn(await iam(url, { Action: 'CreateAccessKey', UserName: 'admin' }));
    return { url, alice, admin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function answering(url: string): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const answer = await fetch(`${url}/moto-api/`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('moto_server did not answer');
}

async function iam(url: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    // moto finds the name of the service in this header.
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=nobody/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({ Version: '2010-05-08', ...parameters }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`moto: ${text}`);
  return text;
}

function keysIn(xml: string): Keys {
  const value = (name: string): string =>
    new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1] ?? '';
  return { accessKeyId: value('AccessKeyId'), secretAccessKey: value('SecretAccessKey') };
}
