/** A server that ends more often than this within a minute will not get better by starting it once more. */
const maxRestartsAMinute = 10;

/** Says whether something that ended unasked may be started again, and counts that. */
export function restartBudget(): () => boolean {
  let restarts: number[] = [];
  return () => {
    restarts = [...restarts.filter((at) => at > Date.now() - 60_000), Date.now()];
    return restarts.length <= maxRestartsAMinute;
  };
}
