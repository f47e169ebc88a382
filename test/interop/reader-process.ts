import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

/** The credentials that an external program uses for a profile. */
export interface Reading {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Epoch ms. Null if the program expects that the credentials never expire. */
  readonly expiration: number | null;
}

/**
 * A process that uses one profile for a long time. The library in it decides when it reads the
 * credentials again.
 */
export interface ReaderProcess {
  /**
   * Returns the credentials that the process would sign with now. Rejects with the library's
   * message if it has none.
   */
  read(): Promise<Reading>;
  readonly close: () => void;
}

type Environment = Readonly<Record<string, string>>;

const botocoreProgram = `
import json, sys
try:
    from botocore.session import Session
except ImportError:
    from awscli.botocore.session import Session
session = Session(profile=sys.argv[1])
credentials = None
for _ in sys.stdin:
    try:
        if credentials is None:
            credentials = session.get_credentials()
        frozen = credentials.get_frozen_credentials()
        expiry = getattr(credentials, '_expiry_time', None)
        answer = {
            'accessKeyId': frozen.access_key,
            'secretAccessKey': frozen.secret_key,
            'sessionToken': frozen.token,
            'expiration': None if expiry is None else round(expiry.timestamp() * 1000),
        }
    except Exception as error:
        answer = {'error': str(error)}
    print(json.dumps(answer), flush=True)
`;

/** Starts a reader with botocore, which boto3 and the AWS CLI use. */
export function botocoreProcess(python: string, profile: string, env: Environment): ReaderProcess {
  return readerProcess([python, '-c', botocoreProgram, profile], env);
}

/** Starts a reader with the AWS SDK for JavaScript. */
export function sdkProcess(profile: string, env: Environment): ReaderProcess {
  const script = fileURLToPath(new URL('sdk-reader.ts', import.meta.url));
  return readerProcess(
    [process.execPath, '--no-warnings=ExperimentalWarning', script, profile],
    env,
  );
}

function readerProcess([file = '', ...args]: readonly string[], env: Environment): ReaderProcess {
  const child = spawn(file, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const waiting: {
    readonly answer: (line: string) => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.answer(line));
  const gone = (error: Error): void => {
    for (const { fail } of waiting.splice(0)) fail(error);
  };
  child.on('error', gone);
  child.on('close', () => {
    gone(new Error(`the reader ended: ${stderr}`));
  });
  child.stdin.on('error', () => undefined);
  return {
    async read() {
      const line = await new Promise<string>((answer, fail) => {
        waiting.push({ answer, fail });
        child.stdin.write('\n');
      });
      const reading = JSON.parse(line) as Reading | { readonly error: string };
      if ('error' in reading) throw new Error(reading.error);
      return reading;
    },
    close: () => {
      child.stdin.end();
    },
  };
}
