import type { App } from '../../core/contract/app.ts';
import { accessCommands } from '../../core/roles/access/access-commands.ts';
import type { AccessCommands } from '../../core/roles/access/access-commands.ts';
import { isAssumed, type Role } from '../../core/roles/role.ts';
import type { Shell } from '../../core/quoting.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { chosenShell } from '../chosen-shell.ts';
import { reportFailure, reportNote, reportUsage } from '../output/reports.ts';
import { SUCCESS, FAILURE, writeOut, writeError } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withRole } from '../with-app.ts';

const words = en.commandLine;

/** Prints policies or commands to standard output, and notes to standard error. */
export async function policy(
  { flags, names }: ArgumentsOf<'policy'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const shell = chosenShell(terminal, flags.shell);
  if (!shell.ok) return reportUsage(terminal, shell.problem, 'policy');
  for (const field of ['group', 'user'] as const) {
    const broken = flags[field] === undefined ? null : brokenIamName(flags[field], field);
    if (broken !== null) return reportFailure(terminal, broken, null);
  }
  const request: CommandsRequest = { shell: shell.value, user: flags.user, group: flags.group };

  return withRole(terminal, names[0] ?? '', async (app, { role }) => {
    if (flags.trust) return trustPolicy(terminal, app, role);
    if (flags.commands) return commands(terminal, app, role, request);
    const documents = await app.api.access.documents({ roleId: role.id, identify: false });
    if (!documents.ok) return reportFailure(terminal, documents.failure, role.name);
    await writeOut(terminal, ...documents.value.identityPolicy.split('\n'));
    return SUCCESS;
  });
}

async function trustPolicy(terminal: Terminal, app: App, role: Role): Promise<ExitCode> {
  const documents = await app.api.access.documents({ roleId: role.id, identify: true });
  if (!documents.ok) return reportFailure(terminal, documents.failure, role.name);
  const { trustPolicy, principal } = documents.value;
  await writeOut(terminal, ...trustPolicy.split('\n'));
  // This note is not passed to `displaySafe`, because that would remove the `<` and `>` of a
  // placeholder.
  if (principal.unsure !== null)
    await reportNote(terminal, words.principalUnsure[principal.unsure](principal.arn));
  return SUCCESS;
}

interface CommandsRequest {
  readonly shell: Shell;
  readonly user: string | undefined;
  readonly group: string | undefined;
}

async function commands(
  terminal: Terminal,
  app: App,
  role: Role,
  request: CommandsRequest,
): Promise<ExitCode> {
  const documents = await app.api.access.documents({ roleId: role.id, identify: true });
  if (!documents.ok) return reportFailure(terminal, documents.failure, role.name);
  const { caller, callerKind } = documents.value;
  // `access.documents` has already failed for any role that AssumeRole does not assume. This line
  // only narrows the type.
  if (!isAssumed(role)) return FAILURE;
  const commands: AccessCommands = accessCommands({ role, caller, ...request });
  switch (commands.kind) {
    case 'impossible':
      await writeError(terminal, `rolekeeper: ${words.attachBy.root}`);
      return FAILURE;
    case 'unquotable':
      return reportFailure(terminal, commands.failure, role.name);
    case 'permission-set':
      await reportNote(
        terminal,
        `${displaySafe(commands.permissionSet)}: ${words.attachBy['permission-set']}`,
      );
      await writeOut(terminal, ...commands.inlinePolicy.split('\n'));
      return SUCCESS;
    case 'commands':
      await reportNote(
        terminal,
        words.attachBy[
          callerKind === 'unknown' && request.user === undefined ? 'unknown' : commands.for
        ],
      );
      await reportNote(
        terminal,
        words.forAdministratorOf(caller === null ? null : displaySafe(caller.account)),
      );
      for (const placeholder of commands.placeholders) {
        await reportNote(
          terminal,
          words.placeholderLeft({ placeholder, flag: flagOf[placeholder] ?? null }),
        );
      }
      await writeOut(terminal, ...commands.lines);
      return SUCCESS;
  }
}

const flagOf: Readonly<Record<string, string>> = { '<GROUP>': '--group', '<USER>': '--user' };

/**
 * Returns a failure if IAM does not allow the name, otherwise null. A GroupName has 1 to 128
 * characters, and a UserName 1 to 64 (IAM API reference, CreateGroup, CreateUser).
 */
function brokenIamName(name: string, field: 'group' | 'user') {
  const max = field === 'group' ? 128 : 64;
  if (name.length < 1 || name.length > max) {
    return { kind: 'field-invalid', field, rule: { kind: 'length', min: 1, max } } as const;
  }
  if (!/^[\w+=,.@-]+$/.test(name)) {
    return {
      kind: 'field-invalid',
      field,
      rule: { kind: 'characters', allowed: 'A-Z a-z 0-9 _ + = , . @ -' },
    } as const;
  }
  return null;
}
