import { useEffect, useState } from 'preact/hooks';
import type { ProfileIdentity } from '../../core/contract/api.ts';
import type { Result } from '../../core/result.ts';
import { displaySafe, displaySafeFacts } from '../../views/display-safe.ts';
import { identityTrouble } from '../../views/first-steps/identity-trouble.ts';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { Icon } from '../parts/icon.tsx';

/** AWS is called when the user has not typed for this time. */
const SETTLED_MS = 500;

/** Shows the identity that AWS reports for a source profile, or the failure with its remedy. */
export function SourceIdentity({
  profile,
  onKnown,
}: {
  readonly profile: string;
  readonly onKnown?: (isKnown: boolean) => void;
}) {
  const { words, state, api, click, formatFor } = usePanel();
  const { firstSteps } = words;
  const [answer, setAnswer] = useState<Result<ProfileIdentity> | null>(null);
  const [attempts, setAttempts] = useState(0);
  const signIns = state.signIns.length;
  const name = profile.trim() === '' ? 'default' : profile.trim();
  useEffect(() => {
    let isShown = true;
    setAnswer(null);
    onKnown?.(false);
    const timer = setTimeout(
      () =>
        void api.access.identify({ profile: name }).then((result) => {
          if (!isShown) return;
          setAnswer(result);
          onKnown?.(result.ok);
        }),
      answer === null ? 0 : SETTLED_MS,
    );
    return () => {
      isShown = false;
      clearTimeout(timer);
    };
  }, [name, attempts, signIns]);
  const trouble =
    answer?.ok === false ? identityTrouble(answer.failure, words, formatFor(null)) : null;
  return (
    <div class="identity" aria-live="polite">
      {answer === null && <p class="quiet">{firstSteps.asking(displaySafe(name))}</p>}
      {answer?.ok === true && (
        <div class="identity-line good">
          <span class="badge">
            <Icon name="good" />
          </span>
          <div>
            <p>
              {firstSteps.identity(
                displaySafeFacts({
                  profile: name,
                  owner: answer.value.profile,
                  kind: answer.value.kind,
                }),
              )}
            </p>
            <p class="mono">
              <BreakableText text={displaySafe(answer.value.identity.arn)} />
            </p>
          </div>
        </div>
      )}
      {trouble !== null && (
        <div class="identity-line bad">
          <span class="badge">
            <Icon name="bad" />
          </span>
          <div>
            <p class="strong">{trouble.title}</p>
            <p class="detail">
              <BreakableText text={trouble.detail} />
            </p>
            {trouble.toDo !== null && <p class="detail">{trouble.toDo}.</p>}
            <div class="buttons">
              {trouble.remedy !== null && (
                <button
                  type="button"
                  class="primary"
                  onClick={() => void (trouble.remedy !== null && click(trouble.remedy.click))}
                >
                  {trouble.remedy.label}
                </button>
              )}
              <button type="button" onClick={() => setAttempts(attempts + 1)}>
                {firstSteps.again}
              </button>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
