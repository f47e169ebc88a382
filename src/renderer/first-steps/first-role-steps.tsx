import { useState } from 'preact/hooks';
import { usePanel } from '../panel/panel-context.ts';
import { Icon } from '../parts/icon.tsx';
import { SourceIdentity } from './source-identity.tsx';

/** Shows the list of steps to the first role. It is above the form, which is the second step. */
export function FirstRoleSteps({ profile }: { readonly profile: string }) {
  const { words } = usePanel();
  const { steps } = words.panel.firstRun;
  const [isKnown, setKnown] = useState(false);
  return (
    <div class="first-role-steps">
      <ol class="progress" aria-label={words.firstSteps.step({ step: 2, of: steps.length })}>
        {steps.map((title, index) => (
          <li
            key={title}
            class={index === 0 && isKnown ? 'done' : index === 1 ? 'present' : 'ahead'}
            aria-current={index === 1 ? 'step' : undefined}
          >
            <span class="progress-mark" aria-hidden="true">
              {index === 0 && isKnown ? <Icon name="good" /> : index + 1}
            </span>
            {title}
          </li>
        ))}
      </ol>
      <SourceIdentity profile={profile} onKnown={setKnown} />
    </div>
  );
}
