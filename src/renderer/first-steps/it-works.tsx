import { useEffect, useState } from 'preact/hooks';
import type { CallerIdentity } from '../../core/ports/sts.ts';
import type { Result } from '../../core/result.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { failureText } from '../../views/failure-text.ts';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { Toast } from '../parts/toast.tsx';

/**
 * Shows how to use a role that was assumed for the first time, and the identity that AWS reports.
 */
export function ItWorks({
  roleId,
  onDismiss,
}: {
  readonly roleId: string;
  readonly onDismiss: () => void;
}) {
  const { words, state, api, formatFor } = usePanel();
  const { firstSteps } = words;
  const role = state.roles.find((view) => view.role.id === roleId)?.role;
  const [answer, setAnswer] = useState<Result<CallerIdentity> | null>(null);
  useEffect(() => {
    let isShown = true;
    void api.access.whoami({ code: null, roleId }).then((result) => {
      if (isShown) setAnswer(result);
    });
    return () => {
      isShown = false;
    };
  }, [roleId]);
  if (role === undefined) return null;
  return (
    <Toast
      tone="good"
      title={firstSteps.works(displaySafe(role.name))}
      details={[]}
      lasts="longer"
      onDismiss={onDismiss}
    >
      <CodeBlock text={`aws s3 ls --profile ${role.targetProfile}`} label={firstSteps.command} />
      {answer === null && <p class="quiet">{firstSteps.asking(displaySafe(role.targetProfile))}</p>}
      {answer?.ok === true && (
        <p class="quiet">
          {firstSteps.you}{' '}
          <span class="mono">
            <BreakableText text={displaySafe(answer.value.arn)} />
          </span>
        </p>
      )}
      {answer?.ok === false && (
        <p class="warning-text">
          {failureText(words, answer.failure, formatFor(role.name)).title}.
        </p>
      )}
    </Toast>
  );
}
