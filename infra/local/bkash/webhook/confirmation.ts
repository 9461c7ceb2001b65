import type { HttpReply, HttpRequest } from '../http.ts';
import type { Outbox } from './outbox.ts';

/** SNS's answer to the token coming back; notifications flow from here on. */
export function confirmSubscription(
  request: HttpRequest,
  topicArn: string,
  outbox: Outbox,
  confirmed: () => void,
): HttpReply {
  const ours = request.query.get('TopicArn') === topicArn && outbox.confirm(request.query.get('Token') ?? '');
  if (!ours) return xml(400, '<ErrorResponse><Error><Code>InvalidParameter</Code></Error></ErrorResponse>');
  confirmed();
  const arn = `<SubscriptionArn>${topicArn}:simulator</SubscriptionArn>`;
  return xml(
    200,
    `<ConfirmSubscriptionResponse><ConfirmSubscriptionResult>${arn}</ConfirmSubscriptionResult></ConfirmSubscriptionResponse>`,
  );
}

function xml(status: number, body: string): HttpReply {
  return { status, body, headers: { 'content-type': 'text/xml' } };
}
