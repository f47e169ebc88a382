import { useEffect, useState } from 'preact/hooks';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { WaysToAdd } from './ways-to-add.tsx';

/** Shows the ways to add the first role. */
export function FirstRun() {
  const { words, api } = usePanel();
  const { firstRun } = words.panel;
  const [found, setFound] = useState(0);
  useEffect(() => {
    // Ignores a failure, because the panel already reports an unreadable file.
    void api.role.importable({}).then((result) => {
      if (result.ok)
        setFound(result.value.profiles.filter(({ obstacle }) => obstacle === null).length);
    });
  }, []);
  return (
    <section class="first-run">
      <h2>{firstRun.title}</h2>
      <p class="lead">
        <BreakableText text={firstRun.lead} />
      </p>
      <WaysToAdd ways={['discover', 'import', 'paste']} found={found} />
      <p class="quiet">{firstRun.note}</p>
    </section>
  );
}
