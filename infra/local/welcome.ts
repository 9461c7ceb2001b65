import { relative } from 'node:path';
import { sandboxOtp, sandboxPin, sandboxWallet } from './bkash/machine/wallets.ts';
import type { LocalSystem } from './runner/system.ts';
import type { StartOptions } from './start-options.ts';

/** What `npm start` says when all answers: where everything is, what to do there first, and `ready` on a line of its own. */
export function welcome(
  { addresses, functionLog }: Pick<LocalSystem, 'addresses' | 'functionLog'>,
  { settings, localDir }: Pick<StartOptions, 'settings' | 'localDir'>,
): string[] {
  const { storefront, api, bkash, inbox } = addresses;
  const isSimulated = settings.bkash !== 'sandbox';
  return [
    '',
    `storefront   ${storefront}  buy something here first`,
    `payment API  ${api}  to read: ${api}/docs`,
    isSimulated
      ? `bKash        ${bkash}  simulated: wallet ${sandboxWallet}, OTP ${sandboxOtp}, PIN ${sandboxPin}`
      : 'bKash        its real sandbox; the simulator is not asked',
    `inbox        ${inbox}  every email and SMS that is sent`,
    `logs         ${near(functionLog)}`,
    '',
    `Ctrl-C stops everything; ${near(localDir)} keeps the data (npm start -- --fresh begins empty).`,
    'ready',
  ];
}

/** As one would type it from here. */
function near(path: string): string {
  const short = relative('.', path);
  return short && !short.startsWith('..') ? short : path;
}
