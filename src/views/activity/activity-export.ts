import type { ActivityEntry } from '../../core/activity-entry.ts';
import { printableJson } from '../../core/printable.ts';

/** An entry of the activity log for other programs, with ISO 8601 times. */
export interface ExportedActivity {
  readonly time: string;
  readonly event: string;
  readonly role: string;
  readonly roleId: string;
  readonly expiration: string | null;
  readonly failure: string | null;
  readonly requestId: string | null;
}

export function exportedActivity(entry: ActivityEntry): ExportedActivity {
  const { at, event, roleName, roleId, expiration, failureKind, requestId } = entry;
  return {
    time: new Date(at).toISOString(),
    event,
    role: roleName,
    roleId,
    expiration: expiration === null ? null : new Date(expiration).toISOString(),
    failure: failureKind,
    requestId,
  };
}

const COLUMNS = ['time', 'event', 'role', 'roleId', 'expiration', 'failure', 'requestId'] as const;

/** Returns CSV (RFC 4180) with a header row. No field can start a spreadsheet formula. */
export function activityCsv(entries: readonly ActivityEntry[]): string {
  const rows = entries.map((entry) => {
    const exported = exportedActivity(entry);
    return COLUMNS.map((column) => csvField(exported[column] ?? ''));
  });
  return [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

export function activityJson(entries: readonly ActivityEntry[]): string {
  return `${printableJson({ activity: entries.map(exportedActivity) }, 2)}\n`;
}

/** Returns a field for CSV. A `'` before a formula makes it a text (OWASP, "CSV Injection"). */
function csvField(text: string): string {
  const plain = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
