import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { onlyHelp } from '../demo/with-help.ts';
import { referencePage } from './command-reference.ts';

onlyHelp(['Usage: npm run reference', '', 'Writes docs/cli.md from the table of commands.']);
const page = join(import.meta.dirname, '..', 'docs', 'cli.md');
const options = { ...(await resolveConfig(page)), filepath: page };
const text = await format(referencePage(), options);
const before = await readFile(page, 'utf8').catch(() => '');
if (text !== before) await writeFile(page, text);
process.stdout.write(`${text === before ? 'Unchanged' : 'Written'}: docs/cli.md\n`);
