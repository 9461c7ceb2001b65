/** An email that the local mail server took, with what came along for SES itself. */
export interface SentMail {
  messageId: string;
  to: string[];
  configurationSet: string | undefined;
  tags: Record<string, string>;
}

/**
 * What SES would tell of this email later. As with SES's own mailbox simulator the address decides: `bounce@…`,
 * `softbounce@…` and `complaint@…`, with or without a `+label`; every other mailbox takes what comes.
 */
export function eventOf({ messageId, to, configurationSet, tags }: SentMail): object | undefined {
  const [, mailbox = ''] = /^([a-z]+)(?:\+[^@]*)?@/i.exec(to[0] ?? '') ?? [];
  const outcome = outcomes[mailbox.toLowerCase()];
  if (!outcome || configurationSet === undefined) return undefined;
  const lists = Object.entries(tags).map(([name, value]) => [name, [value]]);
  const mailTags = { ...Object.fromEntries(lists), 'ses:configuration-set': [configurationSet] };
  return {
    source: 'aws.ses',
    'detail-type': outcome.detailType,
    detail: { ...outcome.detail, mail: { messageId, destination: to, tags: mailTags } },
  };
}

const bounced = (bounceType: string) => ({
  detailType: 'Email Bounced',
  detail: { eventType: 'Bounce', bounce: { bounceType } },
});

const outcomes: Record<string, { detailType: string; detail: object }> = {
  bounce: bounced('Permanent'),
  softbounce: bounced('Transient'),
  complaint: { detailType: 'Email Complaint Received', detail: { eventType: 'Complaint', complaint: {} } },
};
