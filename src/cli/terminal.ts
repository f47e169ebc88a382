import { fstatSync, writeSync } from 'node:fs';
import { styleText } from 'node:util';
import type { Environment } from '../core/environment.ts';
import { oneLine } from '../views/display-safe.ts';
import { FileRefused } from '../node/files/file-refused.ts';

/** The parts of the process that commands use. */
export interface Terminal {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Returns the time in epoch ms. */
  readonly now: () => number;
}

type OutputStream = NodeJS.WritableStream & { readonly isTTY: boolean };

/**
 * 0 means success, 1 means failure, and 2 means wrong usage or an invalid field. `exec` returns the
 * exit code of its program.
 */
export type ExitCode = number;

export const SUCCESS: ExitCode = 0;
export const FAILURE: ExitCode = 1;
export const WRONG_USAGE: ExitCode = 2;

/**
 * One line, or its parts with colours. It is always shown on one line, even if the text contains
 * line breaks.
 */
export type Line = string | readonly (string | Coloured)[];

export interface Coloured {
  readonly text: string;
  readonly colour: 'red' | 'yellow' | 'green';
}

/** Writes lines to standard output and waits until they are written. */
export function writeOut(terminal: Terminal, ...lines: readonly Line[]): Promise<void> {
  return write(terminal, terminal.stdout, lines);
}

/** Writes lines to standard error and waits until they are written. */
export function writeError(terminal: Terminal, ...lines: readonly Line[]): Promise<void> {
  return write(terminal, terminal.stderr, lines);
}

/**
 * Writes one line to standard output without Node's stream, because creating the stream takes 3 ms.
 * Use it for commands that tools call repeatedly.
 */
export function writeOutDirectly(terminal: Terminal, line: string): Promise<void> {
  return writeText(terminal, `${oneLine(line)}\n`);
}

/** Writes lines of fields with tabs between them, without Node's stream like `writeOutDirectly`. */
export function writeFields(
  terminal: Terminal,
  rows: readonly (readonly string[])[],
): Promise<void> {
  return writeText(terminal, rows.map((row) => `${row.map(oneLine).join('\t')}\n`).join(''));
}

async function writeText(terminal: Terminal, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
  } catch {
    // The pipe is full and nonblocking, or its reader has closed. Node's stream can wait for the
    // pipe, and `terminalOf` ignores a closed reader.
    await new Promise<void>((resolve) => {
      terminal.stdout.write(bytes.subarray(written), () => {
        resolve();
      });
    });
  }
}

/**
 * True if standard output is a terminal. Creates Node's stream only if standard output can be a
 * terminal.
 */
export function isOutputTerminal(terminal: Terminal): boolean {
  return fstatSync(1).isCharacterDevice() && terminal.stdout.isTTY;
}

/** Writes lines, each made safe for a terminal by `oneLine`. */
function write(terminal: Terminal, stream: OutputStream, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return Promise.resolve();
  // A reader that closes early (`rolekeeper status | head -1`) is not an error.
  return new Promise((resolve) => {
    stream.write(lines.map((line) => `${formatted(line, terminal, stream)}\n`).join(''), () => {
      resolve();
    });
  });
}

function formatted(line: Line, terminal: Terminal, stream: OutputStream): string {
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

/**
 * True if the output may contain colours. It must be a terminal, and NO_COLOR (`no-color.org`) must
 * not be set.
 */
function hasColours({ env }: Terminal, stream: OutputStream): boolean {
  return stream.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/**
 * True if the user can answer questions. Questions are written to standard error, so that standard
 * output contains only the result.
 */
export function canAsk(terminal: Terminal): boolean {
  return terminal.stdin.isTTY && terminal.stderr.isTTY;
}

/**
 * Reads one line from the user, or returns null at the end of the input (Ctrl-D). Ctrl-C ends the
 * process, or only the question if the caller passes an `AbortSignal`.
 */
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
        // On Windows, a signal that a process sends to itself ends the process without its
        // handlers, so the handlers are called first.
        if (signal === undefined && !process.emit('SIGINT', 'SIGINT'))
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

/** Reads all of standard input. Throws `FileRefused` (`too-large`) if it exceeds `maxBytes`. */
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

/**
 * Reads the first line of standard input. Returns null if the input has no line, and loses input
 * that arrives together with the line.
 */
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
