/**
 * The invoice number bKash files a payment under: one per attempt, because bKash does not promise to refuse a
 * second payment of the same invoice. Only live invoices are bare; a webhook of another stage never matches.
 */
export function invoiceOf(environment: string, orderId: string, attempt: number): string {
  return environment === 'live' ? `${orderId}-${attempt}` : `${environment}.${orderId}-${attempt}`;
}

/** The order and attempt an invoice of this environment speaks of; undefined for everybody else's. */
export function orderOfInvoice(
  environment: string,
  invoice: string,
): { orderId: string; attempt: number } | undefined {
  const match = /^(?:([a-z][a-z0-9-]*)\.)?([A-Za-z0-9][A-Za-z0-9_-]{0,63})-([1-9][0-9]{0,3})$/.exec(invoice);
  if (!match?.[2]) return undefined;
  const expected = environment === 'live' ? undefined : environment;
  return match[1] === expected ? { orderId: match[2], attempt: Number(match[3]) } : undefined;
}

/**
 * The word of a payer's text that may be an orderId: in its shape, with a digit, and no phone number. A name or a number
 * that he wrote beside it is his own, and is not kept.
 */
export function orderNamedIn(text: string): string | undefined {
  return text
    .split(/[^A-Za-z0-9_-]+/)
    .find(
      (word) =>
        /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(word) && !/\d{10}/.test(word.replaceAll('-', '')),
    );
}

/** `8801712345678`, `+8801712345678` and `01712345678` are one wallet: the API's eleven digits. */
export function normalisedWallet(wallet: string): string {
  return wallet.replace(/^\+?88(?=01)/, '');
}

/** `rahima@example.com` → `r*****@example.com`, for the same reason as a wallet. */
export function maskedEmail(email: string): string {
  return email.replace(/^(.).*(?=@)/, '$1*****');
}

/** `01712345678` → `017*****678`: enough for the payer to recognise, too little for anyone else. */
export function maskedWallet(wallet: string): string {
  const digits = normalisedWallet(wallet);
  return digits.length < 8 ? '*'.repeat(digits.length) : `${digits.slice(0, 3)}*****${digits.slice(-3)}`;
}
