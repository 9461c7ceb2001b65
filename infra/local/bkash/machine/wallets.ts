/** bKash's sandbox people (`bkash-api.md` section 11). No wallet here belongs to anybody. */
export const sandboxOtp = '123456';
export const sandboxPin = '12121';
export const sandboxWallet = '01770618575';

const walletNumber = /^01[3-9][0-9]{8}$/;

/** bKash's own mail prints another PIN for four wallets than every other source: either opens them. */
const alsoOpens: Record<string, string> = {
  '01770618576': '21212',
  '01877722345': '13131',
  '01619777282': '21212',
  '01619777283': '13131',
};

/** These pass the page and are refused at Execute. */
export const refusedAtExecute: Record<string, '2023' | '2037'> = {
  '01823074817': '2023',
  '01823074818': '2037',
};

/** Any well-formed Bangladeshi mobile number is a wallet here, so that tests never run out of customers. */
export function isWallet(wallet: string): boolean {
  return walletNumber.test(wallet);
}

export function opensWallet(wallet: string, pin: string): boolean {
  return pin === sandboxPin || pin === alsoOpens[wallet];
}

export function refusalOfWallet(wallet: string): '2023' | '2037' | undefined {
  return refusedAtExecute[wallet];
}

/**
 * A customer nobody chose, another one for every payment: two purchases of the same amount by one wallet
 * within five minutes would be 2029. The 0150 block keeps clear of the special wallets.
 */
export function walletForPayment(sequence: number): string {
  return `0150${String(sequence % 10_000_000).padStart(7, '0')}`;
}
