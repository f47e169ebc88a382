import type { RoleView } from '../../core/contract/app-state.ts';
import type { App } from '../../core/contract/app.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { givenDocument } from '../given-document.ts';
import { readRoleFields } from '../role-fields.ts';
import { reportingChangedCredentials } from '../output/changed-credentials.ts';
import { reportFailure, reportUsage, reportWarnings } from '../output/reports.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { consentFromCommand } from '../terminal-consent.ts';
import { withRole } from '../with-app.ts';

/** Changes fields of a role. An empty value removes an optional field. */
export async function roleSet(
  { flags, names }: ArgumentsOf<'role set'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const sessionPolicy = await givenDocument(terminal, '--policy', flags.policy);
  if (sessionPolicy.kind !== 'text') return reportUsage(terminal, sessionPolicy, 'role set');
  const fields = readRoleFields(flags, sessionPolicy.text);
  if (!fields.ok) return reportFailure(terminal, fields.failure, null);
  const changes = {
    ...fields.value,
    ...(flags.name === undefined ? {} : { name: flags.name }),
    ...(flags['no-pin'] === undefined ? {} : { pinned: false }),
  };

  const change = async (app: App, { role }: RoleView): Promise<ExitCode> => {
    const saved = await reportingChangedCredentials(terminal, app, () =>
      app.api.role.set({ roleId: role.id, changes }),
    );
    if (!saved.ok) return reportFailure(terminal, saved.failure, role.name);
    await reportWarnings(terminal, saved.value.warnings, saved.value.role.name);
    await writeOut(terminal, en.commandLine.roleChanged({ name: saved.value.role.name }));
    // Most changes make Rolekeeper assume a role again at once if the role is on. If that fails,
    // the failure is reported.
    const view = app.state().roles.find((each) => each.role.id === role.id);
    const failure = view?.kept === true ? view.failure : null;
    return failure === null ? SUCCESS : reportFailure(terminal, failure, saved.value.role.name);
  };
  return withRole(
    terminal,
    names[0] ?? '',
    change,
    consentFromCommand(flags.endpoint, flags.browser),
  );
}
