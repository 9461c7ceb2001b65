import type {
  ClaimView,
  OperationAnswer,
  ResendableView,
  UnclaimedView,
} from '../../shared/contract/operation.ts';

/** What a list looks like to a person: each entry with the commands that can be typed next. */
export function detailsOf({ unclaimed = [], claims = [], resendable = [] }: OperationAnswer): string[] {
  return [
    ...unclaimed.flatMap(linesOfMoney),
    ...claims.flatMap(linesOfClaim),
    ...resendable.map(lineOfResend),
  ];
}

function linesOfMoney(money: UnclaimedView): string[] {
  const { trxID, amount, at, reason, invoice, reference, payer, returnsThrough, suggestions } = money;
  const known = [invoice && `invoice ${invoice}`, reference && `reference ${reference}`, payer].filter(
    Boolean,
  );
  return [
    '',
    `${trxID}  ${amount ?? 'amount unknown'}  ${at}  ${[reason, ...known].join(', ')}`,
    ...suggestions.map(
      ({ orderId, status, why }) =>
        `  unclaimed attach ${trxID} ${orderId}    (${status}; same ${why.join(', ')})`,
    ),
    returnsThrough === null
      ? `  in the merchant portal, then: unclaimed write-off ${trxID} --reason …`
      : `  unclaimed return ${trxID}    (through the payment of ${returnsThrough})`,
  ];
}

function linesOfClaim(claim: ClaimView): string[] {
  const { orderId, status, amount, trxID, at } = claim;
  return [
    '',
    `${orderId}  ${trxID}  ${at}  ${status}, costs ${amount}`,
    `  ${foundTexts[claim.found](claim)}`,
    ...(claim.found === 'unclaimed' ? [`  unclaimed attach ${trxID} ${orderId}`] : []),
    `  claims close ${orderId} ${trxID} --reason …`,
  ];
}

const foundTexts: Record<ClaimView['found'], (claim: ClaimView) => string> = {
  unclaimed: ({ foundAmount }) => `unclaimed money has it${foundAmount === null ? '' : `: ${foundAmount}`}`,
  unclaimed_closed: () => 'it was unclaimed money, and has been dealt with',
  other_order: ({ otherOrder }) => `it pays ${otherOrder} (not for this customer to know)`,
  bkash: ({ foundAmount, completed }) =>
    `bKash has it: ${foundAmount}, ${completed ? 'completed' : 'not completed'}; look at the payer in the portal`,
  nowhere: () => 'bKash does not confirm it: mistyped, or bKash does not answer now',
  not_asked: () => 'bKash was not asked yet: close some, then list again',
};

function lineOfResend({ orderId, fact, channel, to }: ResendableView): string {
  return `  resend ${orderId} ${fact} --channel ${channel}    (to ${to})`;
}
