/** The shells that can complete Rolekeeper's command line. */
export const COMPLETED_SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type CompletedShell = (typeof COMPLETED_SHELLS)[number];
