/**
 * Returns the CPU time that `work` takes in this process, in ms, so that other load on the machine
 * does not count.
 */
export function cpuMsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
