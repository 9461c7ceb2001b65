import { answerParent } from './parent-requests.ts';
import { startLocalSystem } from './runner/system.ts';
import { readStartOptions } from './start-options.ts';

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
      void starting.then((system) => system.stop()).then(() => process.exit(0), fail);
    });
  }
  const { addresses, functionLog } = await starting;
  if (!isStopping) {
    say(`storefront   ${addresses.storefront}`);
    say(`payment API  ${addresses.api}`);
    say(
      options.settings.bkash === 'sandbox'
        ? 'bKash        its real sandbox; the simulator is not asked'
        : `bKash        ${addresses.bkash}  (simulator)`,
    );
    say(`inbox        ${addresses.inbox}`);
    say(`logs         ${functionLog}`);
    say('ready');
  }
} catch (error) {
  fail(error);
}
