import { fstatSync, writeSync } from 'node:fs';
import { styleText } from 'node:util';
import { oneLine } from '../views/display-safe.ts';
import { FileRefused } from '../node/files/file-refused.ts';

/** The process that a command runs in, as far as commands need it. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Epoch ms. */
  readonly now: () => number;
}

type OutputStream = NodeJS.WritableStream & { readonly isTTY: boolean };

/** 0 done, 1 a failure, 2 wrong usage or a field that breaks its rule; `exec` hands its command's code on. */
export type ExitCode = number;

export const done: ExitCode = 0;
export const failure: ExitCode = 1;
export const wrongUsage: ExitCode = 2;

/** A line, or the parts of one that have a colour. Whatever a text holds, it is shown on one line. */
export type Line = string | readonly (string | Coloured)[];

export interface Coloured {
  readonly text: string;
  readonly colour: 'red' | 'yellow' | 'green';
}

/** Writes lines to standard output and waits until they are out. */
export function say(terminal: Terminal, ...lines: readonly Line[]): Promise<void> {
  return write(terminal, terminal.stdout, lines);
}

/** The same to standard error. */
export function tell(terminal: Terminal, ...lines: readonly Line[]): Promise<void> {
  return write(terminal, terminal.stderr, lines);
}

/** One line to standard output without the stream that Node makes of it, which costs 3 ms: for what tools call again and again. */
export function sayDirectly(terminal: Terminal, line: string): Promise<void> {
  const bytes = Buffer.from(`${oneLine(line)}\n`);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
    return Promise.resolve();
  } catch {
    // A pipe that is full and was told not to wait, or a reader that has gone: the stream knows how to deal with these.
    return write(terminal, terminal.stdout, [bytes.toString('utf8', written).trimEnd()]);
  }
}

/** Whether a person looks at standard output, and not a tool; asks the stream only where it may be so. */
export function isShown(terminal: Terminal): boolean {
  return fstatSync(1).isCharacterDevice() && terminal.stdout.isTTY;
}

/** The only way to the terminal: no text of others, and no mistake of ours, reaches it raw. */
function write(terminal: Terminal, stream: OutputStream, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return Promise.resolve();
  // A reader that has gone (`rolekeeper status | head -1`) is no trouble of ours.
  return new Promise((resolve) => {
    stream.write(lines.map((line) => `${shown(line, terminal, stream)}\n`).join(''), () => {
      resolve();
    });
  });
}

function shown(line: Line, terminal: Terminal, stream: OutputStream): string {
  if (typeof line === 'string') return oneLine(line);
  return line
    .map((part) => {
      if (typeof part === 'string') return oneLine(part);
      const text = oneLine(part.text);
      return hasColours(terminal, stream)
        ? styleText(part.colour, text, { validateStream: false })
        : text;
    })
    .join('');
}

/** Colours are for people at a terminal, unless NO_COLOR (no-color.org) forbids them. */
function hasColours({ env }: Terminal, stream: OutputStream): boolean {
  return stream.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** Whether a person is there to be asked: questions go to standard error, so that standard output stays clean. */
export function canAsk(terminal: Terminal): boolean {
  return terminal.stdin.isTTY && terminal.stderr.isTTY;
}

/** One line of an answer; null where the person ends the input (Ctrl-D). Ctrl-C ends the process as anywhere. */
export async function ask(
  terminal: Terminal,
  question: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const { createInterface } = await import('node:readline');
  const reader = createInterface({
    input: terminal.stdin,
    output: terminal.stderr,
    historySize: 0,
  });
  try {
    return await new Promise((resolve) => {
      reader.on('SIGINT', () => {
        reader.close();
        process.kill(terminal.pid, 'SIGINT');
      });
      reader.on('close', () => {
        resolve(null);
      });
      signal?.addEventListener('abort', () => {
        reader.close();
      });
      reader.question(oneLine(question), resolve);
    });
  } finally {
    reader.close();
  }
}

/** All of standard input. Throws `FileRefused` (`too-large`) if it has more than `maxBytes`. */
export async function readInput(terminal: Terminal, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of terminal.stdin) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > maxBytes) throw new FileRefused('-', 'too-large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The first line of standard input; what follows is left to others. Null where it ends before. */
export async function readInputLine(terminal: Terminal): Promise<string | null> {
  const { createInterface } = await import('node:readline');
  const reader = createInterface({ input: terminal.stdin });
  try {
    for await (const line of reader) return line;
    return null;
  } finally {
    reader.close();
  }
}
