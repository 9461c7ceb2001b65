import { createHash } from 'node:crypto';
import type { HttpReply } from '../http.ts';
import { refusedAtExecute, sandboxOtp, sandboxPin, sandboxWallet } from '../machine/wallets.ts';
import { Html, html } from './html.ts';

/** What a developer needs to know who opens the simulator's address. Customers and the API's callers never come here. */
export function frontPage(): HttpReply {
  const body = html`<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>bKash, simulated</title><style>${new Html(style)}</style></head>
<body><main><h1>bKash, simulated</h1>
<p>Customers come here from the shop’s checkout. No real money moves.</p>
<dl><dt>Wallet</dt><dd><code>${sandboxWallet}</code>, or any other Bangladeshi mobile number</dd>
<dt>OTP</dt><dd><code>${sandboxOtp}</code></dd><dt>PIN</dt><dd><code>${sandboxPin}</code></dd></dl>
<p>Refused, as bKash does:</p>
<ul>${Object.entries(refusedAtExecute).map(
    ([wallet, code]) => html`<li><code>${wallet}</code> ${reasons[code]} (${code})</li>`,
  )}
<li>the same amount from the same wallet within five minutes (2029)</li></ul>
<p>What it knows: <a href="/simulator/ledger">the ledger</a>, <a href="/simulator/stats">the calls</a>,
<a href="/simulator/webhooks">the webhooks sent</a>.</p>
<p>Trouble on order: <code>POST /simulator/faults</code>, <code>POST /simulator/outage</code>.</p></main></body></html>`;
  return {
    status: 200,
    body: body.text,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  };
}

const reasons = { '2023': 'has no balance', '2037': 'is blocked' };

const style = `
body{margin:0;padding:16px;background:#f4eef1;color:#3b2b33;font:16px/1.5 system-ui,sans-serif}
main{max-width:640px;margin:0 auto;padding:8px 20px 12px;background:#fff;border-top:4px solid #e2136e;overflow-wrap:anywhere}
h1{font-size:22px;color:#b80d57}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px}
dt{font-weight:700}
dd{margin:0}
ul{padding-left:20px}
code{font:600 14px ui-monospace,monospace;background:#f4eef1;padding:2px 6px;border-radius:4px;white-space:nowrap}
a{color:#b80d57}
`;

const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`;
