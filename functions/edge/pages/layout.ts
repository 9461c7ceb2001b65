import { createHash } from 'node:crypto';
import { type Content, Html, html } from '../../../shared/adapters/markup/html.ts';
import type { Locale } from './locale.ts';

export interface Page {
  locale: Locale;
  /** The whole document. */
  text: string;
  /** What this document may load and run: its own style sheets and script, by their hashes. */
  policy: string;
}

/** What a page brings beside the frame's style sheet; made by `extrasOf`, once while the module loads. */
export interface Extras {
  style: Html | undefined;
  script: Html | undefined;
  policy: string;
}

/** All is well, we are at work, this is over, it is the customer's turn. */
export type Mood = 'done' | 'wait' | 'stop' | 'yours';

/**
 * The frame of every page a customer's browser gets from us: one card, phone first, nothing loaded, and no script but
 * where `extras` brings one. `lead` is the news under the heading: with a script it is announced when it changes.
 * `refreshSeconds` makes the page ask again by itself, without JavaScript.
 */
export function page(options: {
  locale: Locale;
  title: string;
  mood: Mood;
  lead?: Content;
  body: Content;
  refreshSeconds?: number | undefined;
  /** The same page in the other language. */
  otherLanguageUrl?: string;
  extras?: Extras;
}): Page {
  const { locale, title, mood, lead, body, refreshSeconds, otherLanguageUrl, extras } = options;
  const refresh = refreshSeconds && html`<meta http-equiv="refresh" content="${refreshSeconds}">`;
  const document = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
${extras?.script ? html`<noscript>${refresh || undefined}</noscript>` : refresh || undefined}
<title>${title}</title>
<style>${new Html(style)}</style>
${extras?.style}
</head>
<body>
<main>
${otherLanguageUrl && languageLink(locale, otherLanguageUrl)}
<div id="news" ${extras?.script && html`role="status"`}>
<div class="mark ${mood}" aria-hidden="true"></div>
<h1>${title}</h1>
${lead}
</div>
${body}
</main>
${extras?.script}
</body>
</html>
`;
  return { locale, text: document.text, policy: extras?.policy ?? contentSecurityPolicy };
}

/** A style sheet and a script of a page's own. Neither may come from anything a request or an order says. */
export function extrasOf(own: { style?: string; script?: string }): Extras {
  return {
    style: own.style === undefined ? undefined : html`<style>${new Html(own.style)}</style>`,
    script: own.script === undefined ? undefined : html`<script>${new Html(own.script)}</script>`,
    policy: policyOf(
      [style, own.style].filter((one) => one !== undefined),
      own.script,
    ),
  };
}

function languageLink(locale: Locale, url: string): Content {
  const other = locale === 'bn' ? 'en' : 'bn';
  return html`<a class="language" lang="${other}" hreflang="${other}" href="${url}">${languageNames[other]}</a>`;
}

const languageNames: Record<Locale, string> = { bn: 'বাংলা', en: 'English' };

const style = `
:root{--ink:#1c2b26;--soft:#5b6b65;--ground:#eef3f0;--card:#fff;--line:#d9e3de;--leaf:#0d6b4f;--stop:#a3372b}
@media(prefers-color-scheme:dark){:root{--ink:#e8efec;--soft:#a3b3ac;--ground:#101815;--card:#19231f;--line:#2b3833;--leaf:#4cc79d;--stop:#ef8d80}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100svh;display:grid;place-items:center;padding:20px;background:var(--ground);color:var(--ink);font:17px/1.6 system-ui,"Noto Sans Bengali","Hind Siliguri",Vrinda,sans-serif}
main{position:relative;width:100%;max-width:26rem;padding:32px 24px 24px;background:var(--card);border:1px solid var(--line);border-radius:16px;text-align:center}
h1{margin:20px 0 8px;font-size:1.3rem;line-height:1.35}
p{margin:8px 0;overflow-wrap:anywhere}
a{color:var(--leaf)}
.soft{color:var(--soft);font-size:.9rem}
.fine{margin-top:24px;padding-top:16px;border-top:1px solid var(--line);color:var(--soft);font-size:.8rem}
.language{position:absolute;top:12px;right:16px;padding:6px 4px;font-size:.85rem}
.button{display:block;width:100%;margin-top:20px;padding:12px 16px;border:0;border-radius:10px;background:var(--leaf);color:var(--card);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
a:focus-visible,.button:focus-visible{outline:3px solid var(--leaf);outline-offset:3px}
.mark{width:56px;height:56px;margin:0 auto;border-radius:50%;border:5px solid var(--line)}
.mark.yours{border-color:var(--leaf)}
.mark.wait{border-top-color:var(--leaf);animation:turn 1.2s linear infinite}
.mark.stop{border-color:var(--stop);position:relative}
.mark.stop::before,.mark.stop::after{content:"";position:absolute;left:50%;width:5px;margin-left:-2.5px;border-radius:3px;background:var(--stop)}
.mark.stop::before{top:9px;height:17px}
.mark.stop::after{bottom:9px;height:5px}
@keyframes turn{to{transform:rotate(1turn)}}
@media(prefers-reduced-motion:reduce){.mark.wait{animation:none}}
`;

/** Marked pure, so that a function without pages carries neither this nor the style sheet. */
export const contentSecurityPolicy = /* @__PURE__ */ policyOf([style]);

/**
 * Style sheets and script are allowed by their hashes, and a script may ask this origin; no frame, image or request of
 * any other kind is.
 */
function policyOf(styleSheets: string[], script?: string): string {
  return [
    "default-src 'none'",
    `style-src ${styleSheets.map(hashOf).join(' ')}`,
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`, "connect-src 'self'"]),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
