import type { RoleDraft } from '../../core/roles/role-draft.ts';
import type { App } from '../../core/app.ts';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { RolesInPolicy } from '../../core/roles/policy-document.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import type { ArgumentSpec } from '../arguments.ts';
import { givenDocument } from '../given-document.ts';
import { roleFieldFlags, roleFields } from '../role-fields.ts';
import { tellFailure, tellNote, tellUsage, tellWarnings } from '../output/telling.ts';
import { ask, canAsk, done, say, tell } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { namedEndpoint } from '../terminal-consent.ts';
import { withApp } from '../with-app.ts';

const spec = {
  flags: { ...roleFieldFlags, 'policy-file': 'value' },
  names: 'one',
} as const satisfies ArgumentSpec;

/** `role add NAME (--role-arn ARN | --policy-file FILE) …` */
export async function roleAdd(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, spec);
  if (!read.ok) return tellUsage(terminal, read.problem, 'role add');
  const { flags, names } = read.value;
  const policyFile = flags['policy-file'];
  const roleArn = flags['role-arn'];
  const choice = ['--role-arn', '--policy-file'];
  if (roleArn !== undefined && policyFile !== undefined) {
    return tellUsage(terminal, { problem: 'flags-exclude', flags: choice }, 'role add');
  }
  if (roleArn === undefined && policyFile === undefined) {
    return tellUsage(terminal, { problem: 'flag-needed', flags: choice }, 'role add');
  }
  const emptied = Object.entries(flags).find(
    ([, value]) => value === '' || (Array.isArray(value) && value.includes('')),
  )?.[0];
  if (emptied !== undefined) {
    return tellFailure(terminal, { kind: 'field-invalid', field: emptied, rule: { rule: 'required' } }, null);
  }
  const document = await givenDocument(terminal, '--policy-file', policyFile);
  if ('problem' in document) return tellUsage(terminal, document, 'role add');
  const sessionPolicy = await givenDocument(terminal, '--policy', flags.policy);
  if ('problem' in sessionPolicy) return tellUsage(terminal, sessionPolicy, 'role add');
  const fields = roleFields(flags, sessionPolicy.text);
  if (!fields.ok) return tellFailure(terminal, fields.failure, null);

  const addWith = async (app: App): Promise<ExitCode> => {
    const [name = ''] = names;
    const fromPolicy = document.text === null ? null : await chooseRole(terminal, app, document.text);
    if (fromPolicy !== null && !fromPolicy.ok) return tellFailure(terminal, fromPolicy.failure, name);
    const externalId = flags['external-id'] ?? fromPolicy?.value.externalId ?? undefined;
    const role: RoleDraft = {
      name,
      roleArn: fromPolicy?.value.roleArn ?? roleArn ?? '',
      ...withoutNull(fields.value),
      ...(externalId === undefined ? {} : { externalId }),
    };
    const saved = await app.api.role.add({ role });
    if (!saved.ok) return tellFailure(terminal, saved.failure, name);
    if (flags['external-id'] === undefined && externalId !== undefined) {
      await tellNote(terminal, en.commandLine.externalIdFromPolicy(displaySafe(externalId)));
    }
    await tellWarnings(terminal, saved.value.warnings, name);
    await say(terminal, ...en.commandLine.roleAdded({ name, roleArn: saved.value.role.roleArn }));
    return done;
  };
  return withApp(terminal, 'nothing', addWith, namedEndpoint(flags.endpoint));
}

interface ChosenRole {
  readonly roleArn: string;
  readonly externalId: string | null;
}

/** The one role that a policy document allows; of several a person chooses, else they are the failure. */
async function chooseRole(terminal: Terminal, app: App, document: string): Promise<Result<ChosenRole>> {
  const found = await app.api.role.inPolicy({ document });
  if (!found.ok) return found;
  const { roleArns, externalId }: RolesInPolicy = found.value;
  const [only] = roleArns;
  if (only !== undefined && roleArns.length === 1) return ok({ roleArn: only, externalId });
  const roleArn = canAsk(terminal) ? await askForOne(terminal, roleArns) : null;
  return roleArn === null
    ? failed({ kind: 'policy-unusable', reason: { why: 'several', roleArns } })
    : ok({ roleArn, externalId });
}

async function askForOne(terminal: Terminal, roleArns: readonly string[]): Promise<string | null> {
  await tell(terminal, ...roleArns.map((arn, index) => `${index + 1}. ${displaySafe(arn)}`));
  for (;;) {
    const answer = await ask(terminal, en.commandLine.askRole(roleArns.length));
    if (answer === null || answer.trim() === '') return null;
    const chosen = /^[0-9]{1,3}$/.test(answer.trim()) ? roleArns[Number(answer) - 1] : undefined;
    if (chosen !== undefined) return chosen;
    await tell(terminal, en.commandLine.noSuchChoice(roleArns.length));
  }
}

function withoutNull<Fields extends object>(fields: Fields): { [F in keyof Fields]: NonNullable<Fields[F]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [F in keyof Fields]: NonNullable<Fields[F]>;
  };
}
