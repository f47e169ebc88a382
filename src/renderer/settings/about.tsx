import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AboutFacts, OpenableFile } from '../../core/contract/about.ts';
import { aboutText } from '../../views/about-text.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { CopyButton } from '../parts/copy-button.tsx';

/** Shows the version and paths, and copies the details that a bug report needs. */
export function About({
  takesFocus,
}: {
  /** True if the page opens at this section. */
  readonly takesFocus: boolean;
}) {
  const { words, api, surface, click, valueOf } = usePanel();
  const { about } = words.panel.preferences;
  const [facts, setFacts] = useState<AboutFacts | null>(null);
  useEffect(() => {
    void api.about.facts({}).then((result) => setFacts(valueOf(result, null)));
  }, []);
  const list = useRef<HTMLDListElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) list.current?.scrollIntoView({ block: 'nearest' });
  }, [facts, takesFocus]);
  if (facts === null) return null;
  const open = (file: OpenableFile, label: string) => (
    <button type="button" onClick={() => void click({ kind: 'open-file', file })}>
      {label}
    </button>
  );
  return (
    <>
      <dl ref={list} class="about">
        {(['version', 'system', 'settingsFolder', 'credentialsFile', 'logFile'] as const).map(
          (fact) => (
            <div key={fact}>
              <dt>{about.facts[fact]}</dt>
              <dd>
                <BreakableText text={displaySafe(facts[fact])} />
              </dd>
            </div>
          ),
        )}
      </dl>
      <div class="buttons">
        {surface === 'application' && open('log', about.openLog)}
        {surface === 'application' && open('credentials-file', about.openCredentialsFile)}
        <CopyButton text={aboutText(facts)} label={about.copyDetails} />
      </div>
      <p class="hint">{about.hint}</p>
    </>
  );
}
