import { promptLine } from './commands/status-prompt.ts';
import { endProcess, terminalOf } from './terminal-of.ts';
import { SUCCESS, writeOutDirectly } from './terminal.ts';

// The program of `status --prompt [NAME]` (ADR 0011). The build bundles it into one small file,
// because a shell runs it before each prompt.
const terminal = terminalOf(process);
const name = process.argv.slice(3).find((word) => word !== '--prompt');
const line = promptLine(terminal.env, name, terminal.now());
if (line === null) endProcess(process, SUCCESS);
void writeOutDirectly(terminal, line).then(() => endProcess(process, SUCCESS));
