/** An access key id as it may be shown: its last four characters. */
export function shortAccessKeyId(accessKeyId: string): string {
  return `…${accessKeyId.slice(-4)}`;
}
