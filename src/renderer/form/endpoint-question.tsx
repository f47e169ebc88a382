import { useState } from 'preact/hooks';
import { displaySafe } from '../../views/display-safe.ts';
import { usePanel } from '../panel/panel-context.ts';

export interface EndpointQuestionProps {
  readonly endpoint: string;
  readonly isUsed: boolean;
  readonly onUse: (endpoint: string) => void;
}

/** An address that came with a paste is not taken before a person has seen where the signed requests would go. */
export function EndpointQuestion({ endpoint, isUsed, onUse }: EndpointQuestionProps) {
  const { words } = usePanel();
  const { paste } = words.forming;
  const [isLeft, setLeft] = useState(false);
  if (isUsed) return null;
  if (isLeft) return <p class="hint">{paste.endpointLeft}</p>;
  return (
    <div class="endpoint-question">
      <p class="warning-text">{paste.askEndpoint(displaySafe(endpoint))}</p>
      <div class="buttons">
        <button type="button" onClick={() => onUse(endpoint)}>
          {paste.useEndpoint}
        </button>
        <button type="button" onClick={() => setLeft(true)}>
          {paste.leaveEndpoint}
        </button>
      </div>
    </div>
  );
}
