import { useEffect, useState } from 'preact/hooks';
import { accessCommands, type AccessCommands } from '../../core/roles/access/access-commands.ts';
import type { AccessDocuments } from '../../core/roles/access/access.ts';
import { SHELLS, type Shell } from '../../core/quoting.ts';
import { isAssumed, type AssumableRole } from '../../core/roles/role.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { failureText } from '../../views/failure-text.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { Icon } from '../parts/icon.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { Select } from '../parts/select.tsx';

/**
 * Shows the policies that must be in IAM so that the role can be assumed. The user attaches them or
 * sends them to an IAM administrator.
 */
export function RequiredPoliciesPage({ roleId }: { readonly roleId: string }) {
  const { words, state, api, valueOf, click } = usePanel();
  const { access } = words.panel;
  const role = state.roles.find((view) => view.role.id === roleId)?.role ?? null;
  const [documents, setDocuments] = useState<AccessDocuments | null>(null);
  useEffect(() => {
    let isShown = true;
    void api.access.documents({ roleId, identify: true }).then((result) => {
      const value = valueOf(result, role?.name ?? null);
      if (isShown && value !== null) setDocuments(value);
    });
    return () => {
      isShown = false;
    };
  }, [roleId]);
  const title = access.title(role === null ? '' : displaySafe(role.name));
  if (role === null || documents === null || !isAssumed(role)) {
    return (
      <SubPage title={title}>
        <p class="quiet">{words.panel.loading}</p>
      </SubPage>
    );
  }
  const { caller, callerKind, identityPolicy, trustPolicy, principal, consolePages } = documents;
  return (
    <SubPage title={title}>
      <p class="lead">{access.lead}</p>
      <dl class="caller">
        <div>
          <dt>{access.caller}</dt>
          <dd>
            {caller === null ? (
              access.callerUnknown
            ) : (
              <span class="mono">
                <BreakableText text={displaySafe(caller.arn)} />
              </span>
            )}
            {caller !== null && <span class="quiet"> {access.kinds[callerKind]}</span>}
          </dd>
        </div>
      </dl>
      <section>
        <h2>{access.identityPolicy}</h2>
        <p class="quiet">{access.identityLead}</p>
        <CodeBlock text={identityPolicy} label={access.identityPolicy} />
      </section>
      <Commands role={role} documents={documents} />
      <section>
        <h2>{access.trustPolicy}</h2>
        <p class="quiet">{access.trustLead}</p>
        <CodeBlock text={trustPolicy} label={access.trustPolicy} />
        {principal.unsure !== null && (
          <p class="warning-text">
            <BreakableText text={access.principalUnsure[principal.unsure](principal.arn)} />
          </p>
        )}
      </section>
      <div class="buttons">
        <button
          type="button"
          class="primary"
          onClick={() => void click({ kind: 'assume', roleId })}
        >
          {access.tryAgain}
        </button>
        {consolePages.map(({ page, url }) => (
          <button key={page} type="button" onClick={() => void click({ kind: 'open', url })}>
            {access.pages[page]}
            <Icon name="open" />
          </button>
        ))}
      </div>
    </SubPage>
  );
}

function Commands({
  role,
  documents,
}: {
  readonly role: AssumableRole;
  readonly documents: AccessDocuments;
}) {
  const { words } = usePanel();
  const { access } = words.panel;
  const [shell, setShell] = useState<Shell>(
    navigator.userAgent.includes('Windows') ? 'powershell' : 'bash',
  );
  const [group, setGroup] = useState('');
  const groupName = group.trim();
  const isName = /^[\w+=,.@-]{1,128}$/.test(groupName);
  const commands = accessCommands({
    role,
    caller: documents.caller,
    shell,
    ...(isName ? { group: groupName } : {}),
  });
  return (
    <section>
      <h2>{access.commands}</h2>
      {commands.kind === 'commands' && (
        <div class="side-by-side">
          <label class="field">
            <span class="label-line">{access.shell}</span>
            <Select
              chosen={shell}
              choices={SHELLS.map((one) => [one, access.shells[one]])}
              onChoose={setShell}
            />
          </label>
          {commands.for === 'user' && (
            <label class="field">
              <span class="label-line">{access.group}</span>
              <input
                type="text"
                value={group}
                spellcheck={false}
                onInput={(event) => setGroup(event.currentTarget.value)}
              />
            </label>
          )}
        </div>
      )}
      <CommandText commands={commands} callerKind={documents.callerKind} />
    </section>
  );
}

function CommandText({
  commands,
  callerKind,
}: {
  readonly commands: AccessCommands;
  readonly callerKind: AccessDocuments['callerKind'];
}) {
  const { words, formatFor } = usePanel();
  const { access } = words.panel;
  const { attachBy } = words.panel.access;
  switch (commands.kind) {
    case 'impossible':
      return <p>{attachBy.root}</p>;
    case 'unquotable':
      return <p>{failureText(words, commands.failure, formatFor(null)).title}</p>;
    case 'permission-set':
      return (
        <>
          <p class="quiet">{attachBy['permission-set']}</p>
          <CodeBlock text={commands.inlinePolicy} label={access.commands} />
        </>
      );
    case 'commands':
      return (
        <>
          <p class="quiet">{attachBy[callerKind === 'unknown' ? 'unknown' : commands.for]}</p>
          <CodeBlock text={commands.lines.join('\n')} label={access.commands} />
          {commands.placeholders.length > 0 && (
            <p class="warning-text">{access.fillIn(commands.placeholders)}</p>
          )}
        </>
      );
  }
}
