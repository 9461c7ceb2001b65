import { answerParent } from './parent-requests.ts';
import { startLocalSystem } from './runner/system.ts';
import { readStartOptions } from './start-options.ts';
import { welcome } from './welcome.ts';

/** `npm start`: the whole system on this machine until Ctrl-C. */
const say = (line: string) => console.log(line);
const fail = (error: unknown): never => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
};

// What nobody foresaw ends the run in one line too; the children leave with this process.
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

try {
  const options = readStartOptions(process.argv.slice(2), process.env);
  let isStopping = false;
  const starting = startLocalSystem({ ...options, env: process.env, log: say });
  answerParent(process, starting, () => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A second Ctrl-C does not wait: every child leaves with this process.
      if (isStopping) process.exit(130);
      isStopping = true;
      if (signal === 'SIGINT') say('stopping … (Ctrl-C once more does not wait)');
      void starting.then((system) => system.stop()).then(() => process.exit(0), fail);
    });
  }
  const system = await starting;
  if (!isStopping) for (const line of welcome(system, options)) say(line);
} catch (error) {
  fail(error);
}
