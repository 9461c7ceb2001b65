/** The page's first screen (CommonMark): what a shop needs to know before the first call. */
export const introduction = `
A shop's server takes bKash with three calls, and its customer's browser needs none.

1. **Checkout.** \`POST /checkouts\` with the order's id and amount. Keep the answer's \`token\`, send the customer to
   \`payUrl\` (or straight to \`bkashUrl\`).
2. **Return.** The customer comes back to your \`returnUrl\` with \`orderId\` and \`status\` added. Believe neither: read
   \`GET /orders/{orderId}\` and show its \`status\`.
3. **Deliver** when \`status\` is \`paid\`, and only then. \`pending\` means: not decided yet, ask again. Silence is never
   failure, and an order that was paid in doubt becomes \`paid\` by itself.

**Money** is taka with two decimals, as a string (\`"1050.00"\`); currency \`BDT\`. **Times** are ISO 8601, UTC.
**Ids** are yours: an \`orderId\` or \`refundId\` is used once, and the same request again is answered with how it stands
now, so that everything here is safe to repeat after a time-out.

**Credentials.** The *key* is the shop's server's: \`Authorization: Bearer <storefront key>\`; never put it in a page. The
*token* opens one order to its customer, in the same header or as \`?token=\` in a link.

**Errors** are \`application/problem+json\` (RFC 9457). Decide by \`code\`. They are checked in this order: 413, 401, 400,
404, 403, 409, 422. What API Gateway answers by itself (unknown route, throttling with 429, time-out with 503) is
\`{"message": "…"}\`; ask again after a pause.

Unknown fields in a request are refused. Answers may gain fields: read what you know. No answer is to be stored
(\`Cache-Control: no-store\`), and a body may have 8 kB.
`.trim();
