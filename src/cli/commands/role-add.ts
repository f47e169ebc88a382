import type { RoleDraft } from '../../core/roles/role-draft.ts';
import { roleFieldNames } from '../../core/roles/role-fields.ts';
import type { App } from '../../core/contract/app.ts';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { readPasted, type PastedRoles } from '../../core/roles/pasted/pasted.ts';
import type { PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { unusedLines, unmetDemands } from '../../views/pasted-text.ts';
import { pastedTitle, textsOf } from '../../views/panel/pasted-form.ts';
import { emptyForm } from '../../views/panel/role-form.ts';
import type { FieldTexts } from '../../views/panel/form-draft.ts';
import { roleSummary } from '../../views/role-summary.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { kindOfOptions } from '../command-table/role-add-forms.ts';
import { givenDocument } from '../given-document.ts';
import { readRoleFields } from '../role-fields.ts';
import { reportFailure, reportNote, reportUsage, reportWarnings } from '../output/reports.ts';
import { ask, canAsk, SUCCESS, writeOut, writeError } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { consentFromCommand } from '../terminal-consent.ts';
import { withApp } from '../with-app.ts';

/** Adds a role from options, from a document, or from both. */
export async function roleAdd(
  { flags, names }: ArgumentsOf<'role add'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const policyFile = flags['policy-file'];
  const kind = kindOfOptions(Object.keys(flags));
  const emptied = Object.entries(flags).find(
    ([, value]) => value === '' || (Array.isArray(value) && value.includes('')),
  )?.[0];
  if (emptied !== undefined) {
    return reportFailure(
      terminal,
      { kind: 'field-invalid', field: emptied, rule: { kind: 'required' } },
      null,
    );
  }
  const document = await givenDocument(terminal, '--policy-file', policyFile);
  if (document.kind !== 'text') return reportUsage(terminal, document, 'role add');
  const sessionPolicy = await givenDocument(terminal, '--policy', flags.policy);
  if (sessionPolicy.kind !== 'text') return reportUsage(terminal, sessionPolicy, 'role add');
  const fields = readRoleFields(flags, sessionPolicy.text);
  if (!fields.ok) return reportFailure(terminal, fields.failure, null);

  const addWith = async (app: App): Promise<ExitCode> => {
    const [name = ''] = names;
    const found = document.text === null ? null : readDocument(document.text);
    if (found !== null && !found.ok) return reportFailure(terminal, found.failure, name);
    const chosen = found === null ? null : await chooseRole(terminal, found.value);
    if (chosen !== null && !chosen.ok) return reportFailure(terminal, chosen.failure, name);
    const fromOptions = withoutNull(fields.value);
    const { endpoint, ...fromDocument }: Partial<RoleDraft> = chosen?.value.fields ?? {};
    const role: RoleDraft = { kind, ...fromDocument, ...fromOptions, name };
    const saved = await app.api.role.add({ role });
    if (!saved.ok) return reportFailure(terminal, saved.failure, name);
    if (found !== null && chosen !== null) {
      const used = {
        ...chosen.value,
        fields: { ...withoutKeys(fromDocument, fromOptions), roleArn: role.roleArn ?? '' },
      };
      for (const note of notesOn(found.value, used, role)) await reportNote(terminal, note);
    }
    if (endpoint !== undefined && fromOptions.endpoint === undefined) {
      await reportNote(terminal, en.commandLine.endpointNotTaken(displaySafe(endpoint)));
    }
    await reportWarnings(terminal, saved.value.warnings, name);
    await writeOut(
      terminal,
      ...en.commandLine.roleAdded({ name, what: roleSummary(saved.value.role).what }),
    );
    return SUCCESS;
  };
  return withApp(terminal, 'nothing', addWith, consentFromCommand(flags.endpoint, flags.browser));
}

/** Returns the roles in the document that the user named with `--policy-file`. */
function readDocument(document: string): Result<PastedRoles> {
  const pasted = readPasted(document);
  switch (pasted.kind) {
    case 'roles':
      return ok(pasted);
    case 'problem':
      return failed({ kind: 'policy-unusable', reason: pasted.problem });
    case 'secret':
      return failed({ kind: 'policy-unusable', reason: { kind: 'secret' } });
    case 'nothing':
      return failed({ kind: 'policy-unusable', reason: { kind: 'nothing-known' } });
  }
}

/**
 * Returns notes about the document: the values that were used, the values that were not used, and
 * the conditions of its policies that the role does not meet.
 */
function notesOn(
  { unused: left, isCut }: PastedRoles,
  chosen: PastedRole,
  role: RoleDraft,
): readonly string[] {
  const { paste } = en.forming;
  const pasted: FieldTexts = { ...textsOf(chosen, []), name: '', 'role-arn': '', profile: '' };
  const empty = emptyForm();
  const further = roleFieldNames.flatMap((field) => {
    const text = pasted[field] ?? '';
    if (text === '' || text === empty[field]) return [];
    return [`${en.panel.form.labels[field]} ${displaySafe(text.replace(/\n/g, ', '))}`];
  });
  return [
    ...(further.length === 0 ? [] : [en.commandLine.takenFromFile(further)]),
    ...unmetDemands(en, chosen.demands, role),
    ...(chosen.skipped.length === 0 ? [] : [paste.skipped(chosen.skipped.map(displaySafe))]),
    ...unusedLines(en, left),
    ...(isCut ? [paste.cut] : []),
  ];
}

/**
 * Returns the only role of the document, or the role that the user chooses. Fails and lists the
 * roles if there are several and the user cannot be asked.
 */
async function chooseRole(terminal: Terminal, { roles }: PastedRoles): Promise<Result<PastedRole>> {
  const [only] = roles;
  if (only !== undefined && roles.length === 1) return ok(only);
  const chosen = canAsk(terminal) ? await askForOne(terminal, roles) : null;
  if (chosen !== null) return ok(chosen);
  const roleArns = roles.map(({ fields }) => fields.roleArn);
  return failed({ kind: 'policy-unusable', reason: { kind: 'several', roleArns } });
}

async function askForOne(
  terminal: Terminal,
  roles: readonly PastedRole[],
): Promise<PastedRole | null> {
  await writeError(terminal, ...roles.map((role, index) => `${index + 1}. ${pastedTitle(role)}`));
  for (;;) {
    const answer = await ask(terminal, en.commandLine.askRole(roles.length));
    if (answer === null || answer.trim() === '') return null;
    const chosen = /^[0-9]{1,3}$/.test(answer.trim()) ? roles[Number(answer) - 1] : undefined;
    if (chosen !== undefined) return chosen;
    await writeError(terminal, en.commandLine.noSuchChoice(roles.length));
  }
}

/**
 * Returns the fields without those that options set, because an option replaces a value of the
 * document.
 */
function withoutKeys(fields: Partial<RoleDraft>, others: object): Partial<RoleDraft> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !(field in others)));
}

function withoutNull<Fields extends object>(
  fields: Fields,
): { [F in keyof Fields]: NonNullable<Fields[F]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [F in keyof Fields]: NonNullable<Fields[F]>;
  };
}
