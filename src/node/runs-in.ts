/** Whether this process is a command in a terminal or the application. */
export type RunsIn = 'terminal' | 'application';
