import { useRef, useState } from 'preact/hooks';
import { documentEncoding } from '../../views/document-encoding.ts';
import { usePanel } from '../panel/panel-context.ts';
import { ImportDialog } from './import-dialog.tsx';

/** The maximum length of a document that the api accepts. */
const MAX_CHARACTERS = 1_048_576;

/** Exports roles and settings, and imports them after a review. */
export function SettingsFile() {
  const { words, now, api, save, showNote, valueOf } = usePanel();
  const { transfer } = words;
  const [document, setDocument] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const exportSettings = async (): Promise<void> => {
    const exported = valueOf(await api.settings.export({}), null);
    if (exported === null) return;
    const name = `rolekeeper-settings-${new Date(now).toISOString().slice(0, 10)}.json`;
    if (await save(name, exported.document))
      showNote({ tone: 'good', title: transfer.exported, details: [] });
  };
  const readFile = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (file === undefined) return;
    const text = file.size > 4 * MAX_CHARACTERS ? null : await textOf(file);
    // Emptied, so that the user can choose the same file again.
    if (input.current !== null) input.current.value = '';
    if (text === null || text.length > MAX_CHARACTERS)
      showNote({ tone: 'bad', title: transfer.tooLarge, details: [] });
    else setDocument(text);
  };
  return (
    <>
      <p class="hint">{transfer.lead}</p>
      <div class="buttons">
        <button type="button" onClick={() => void exportSettings()}>
          {transfer.export}
        </button>
        <button type="button" onClick={() => input.current?.click()}>
          {transfer.import}
        </button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label={transfer.file}
          onChange={(event) => void readFile(event.currentTarget.files)}
        />
      </div>
      {document !== null && <ImportDialog document={document} onClose={() => setDocument(null)} />}
    </>
  );
}

async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return new TextDecoder(documentEncoding(bytes)).decode(bytes);
}
