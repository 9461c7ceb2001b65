import { Html, html } from '../markup/html.ts';
import type { Letter } from './letter.ts';
import type { Mood } from './messages.ts';

/**
 * The letter as mail programs can show it: nested tables and inline styles, because many drop everything else, and
 * no image, script, font or other request. The style block only mends dark mode; who ignores it sees the light one.
 */
export function htmlOf(letter: Letter): string {
  const { locale, shopName, mood } = letter;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${letter.subject}</title>
<style>${darkMode}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#eef3f0;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">${letter.preheader}${nothingAfterPreheader}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#eef3f0" style="background:#eef3f0">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:560px">
<tr><td class="leaf" style="padding:0 8px 14px;${font};${breaking};font-size:17px;line-height:1.4;font-weight:700;color:#0d6b4f">${shopName}</td></tr>
<tr><td class="card" bgcolor="#ffffff" style="padding:28px 24px 28px;background:#ffffff;border:1px solid #d9e3de;border-radius:14px">
${sign(mood)}
<h1 class="ink" style="margin:18px 0 0;${font};${breaking};font-size:22px;line-height:1.4;font-weight:700;color:#1c2b26">${letter.heading}</h1>
<p class="ink" style="${paragraph}">${letter.greeting}</p>
${letter.sentences.map((sentence) => html`<p class="ink" style="${paragraph}">${sentence}</p>\n`)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:22px 0 26px">
${letter.rows.map(
  ({ label, value }) => html`<tr>
<td class="soft line" valign="top" style="${cell};padding-right:12px;color:#5b6b65">${label}</td>
<td class="ink line" valign="top" align="right" style="${cell};font-weight:600;color:#1c2b26;${breaking}">${value}</td>
</tr>\n`,
)}</table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="button" align="center" bgcolor="#0d6b4f" style="background:#0d6b4f;border-radius:10px"><a class="button" href="${letter.link.url}" style="display:block;padding:13px 16px;border-radius:10px;${font};${breaking};font-size:16px;line-height:1.4;font-weight:600;color:#ffffff;text-decoration:none">${letter.link.label}</a></td>
</tr></table>
</td></tr>
<tr><td style="padding:16px 8px 0">
${letter.smallPrint.map((line) => html`<p class="soft" style="margin:0 0 4px;${font};${breaking};font-size:13px;line-height:1.6;color:#5b6b65">${line}</p>\n`)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.text;
}

/** A drawn sign would be an image; a letter in a circle shows everywhere. */
function sign(mood: Mood): Html {
  const { character, colour } = signs[mood];
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="${mood}" aria-hidden="true" width="44" height="44" align="center" valign="middle" style="width:44px;height:44px;border-radius:24px;border:2px solid ${colour};${font};font-size:21px;line-height:1;font-weight:700;color:${colour}">${character}</td>
</tr></table>`;
}

const signs: Record<Mood, { character: string; colour: string }> = {
  done: { character: '✓', colour: '#0d6b4f' },
  working: { character: '…', colour: '#8a5a00' },
  over: { character: '–', colour: '#5b6b65' },
  yours: { character: '৳', colour: '#0d6b4f' },
};

const font = new Html(
  "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans Bengali','Hind Siliguri',Vrinda,Arial,sans-serif",
);
/** A name or an order number may be one long word; without this it pushes the letter off the screen. */
const breaking = new Html('word-break:break-word');
const paragraph = html`margin:12px 0 0;${font};${breaking};font-size:16px;line-height:1.65;color:#1c2b26`;
const cell = html`padding:10px 0;border-bottom:1px solid #d9e3de;${font};font-size:15px;line-height:1.5`;

/** Inboxes fill the preview with whatever comes next; these fill it with nothing. */
const nothingAfterPreheader = new Html('&#847;&zwnj;&nbsp;'.repeat(60));

const darkMode = new Html(`
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media(prefers-color-scheme:dark){
.ground{background:#101815!important}
.card{background:#19231f!important;border-color:#2b3833!important}
.ink{color:#e8efec!important}
.soft{color:#a3b3ac!important}
.line{border-color:#2b3833!important}
.leaf{color:#4cc79d!important}
.done,.yours{color:#4cc79d!important;border-color:#4cc79d!important}
.working{color:#e9b44c!important;border-color:#e9b44c!important}
.over{color:#a3b3ac!important;border-color:#a3b3ac!important}
.button{background:#4cc79d!important;color:#0b1f18!important}
}
`);
