import type { IniDocument } from '../credentials-file/ini-document.ts';
import { ok, type Result } from '../result.ts';
import { AwsFiles } from './aws-files.ts';
import { AwsSnapshot, type SnapshotDeps } from './aws-snapshot.ts';

/** If `fresh` is true, the call does not share a read that began before it. */
export interface ReadOptions {
  readonly fresh: boolean;
}

export type ReadSnapshot = (options?: ReadOptions) => Promise<Result<AwsSnapshot>>;

/**
 * Returns a reader of snapshots: concurrent callers share one read, and files are parsed again only
 * if they changed. Only a weak reference to the last snapshot is stored, because it contains
 * secrets.
 */
export function snapshotReader(deps: SnapshotDeps): ReadSnapshot {
  let last: WeakRef<AwsSnapshot> | null = null;
  let underWay: Promise<Result<AwsSnapshot>> | null = null;

  async function readNow(): Promise<Result<AwsSnapshot>> {
    const { settings, config: configFile, store } = deps;
    const [reading, config, credentials] = await Promise.all([
      settings.read(),
      configFile.read(),
      store.read(),
    ]);
    if (!reading.ok) return reading;
    const [configText, text] = [textOf(config), textOf(credentials)];
    const unreadable = [credentials, config].flatMap((read) => (read.ok ? [] : [read.failure]));
    const snapshotOf = (document: IniDocument): AwsSnapshot => {
      const [configPath, credentialsPath] = [configFile.path, store.path];
      const read = { configPath, configText, credentialsPath, credentials: document, unreadable };
      return new AwsSnapshot(deps, reading.value, new AwsFiles(read));
    };
    if (unreadable.length > 0) return ok(snapshotOf(store.document(text)));
    const before = last?.deref();
    const known = before?.files.credentials.text === text ? before.files.credentials : null;
    const isSame = before?.reading === reading.value && before.files.configText === configText;
    if (isSame && known !== null) return ok(before);
    const snapshot = snapshotOf(known ?? store.document(text));
    last = new WeakRef(snapshot);
    return ok(snapshot);
  }

  return ({ fresh } = { fresh: false }) => {
    if (underWay !== null && !fresh) return underWay;
    const reading = readNow().finally(() => {
      if (underWay === reading) underWay = null;
    });
    underWay = reading;
    return reading;
  };
}

function textOf(read: Result<string | null>): string {
  return read.ok ? (read.value ?? '') : '';
}
