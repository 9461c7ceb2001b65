import { createHash } from 'node:crypto';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import redoc from 'redoc';
import { ServerStyleSheet } from 'styled-components';
import type { OpenApiDocument } from '../../shared/contract/openapi/document.ts';
import { pageDocument } from './page-document.ts';
import { withoutScript } from './without-script.ts';

export interface ReferencePage {
  html: string;
  contentSecurityPolicy: string;
}

/** Everything is open, since nothing can be opened: the page has no script. */
const options = {
  expandResponses: 'all',
  schemasExpansionLevel: 'all',
  jsonSamplesExpandLevel: 'all',
  requiredPropsFirst: true,
  disableSearch: true,
  hideDownloadButtons: true,
  nativeScrollbars: true,
  theme: {
    colors: { primary: { main: '#0d6b4f' } },
    typography: {
      fontFamily: 'system-ui, "Noto Sans Bengali", sans-serif',
      headings: { fontFamily: 'system-ui, sans-serif' },
      code: { fontFamily: 'ui-monospace, monospace', color: '#0d6b4f', wrap: true },
    },
  },
};

/** On a phone the menu stands above the text, and a title above it; Redoc would open it by a button, which is hidden. */
const ownStyle = `
body{margin:0}
.menu-content a{text-decoration:none;cursor:pointer}
.menu-content a:hover{text-decoration:underline}
a:focus-visible{outline:3px solid #0d6b4f}
.menu-content+div,li[class*=tab-]:not(.react-tabs__tab--selected){display:none}
@media(max-width:50rem){.redoc-wrap{display:block}.menu-content{display:block;position:static;width:auto;height:auto}.menu-content div{position:static}.menu-content::before{content:"SundarBan Pay: the payment API";display:block;padding:20px 20px 4px;font:700 22px/1.3 system-ui,sans-serif}}
`;

/**
 * The document as one static page, rendered by Redoc as its own command line does, without the script: nothing is
 * loaded, and the one style sheet is allowed by its hash.
 */
export async function referencePage(document: OpenApiDocument): Promise<ReferencePage> {
  const store = await redoc.createStore(pageDocument(document) as never, undefined, options as never);
  for (const item of store.menu.flatItems) item.expand();
  const sheet = new ServerStyleSheet();
  // Redoc's types are of an older React.
  const element = createElement(redoc.Redoc as never, { store });
  const body = renderToStaticMarkup(sheet.collectStyles(element));
  const style = `${textOf(sheet.getStyleTags())}${ownStyle}`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SundarBan Pay: the payment API</title>
<style>${style}</style>
</head>
<body>${withoutScript(body)}</body>
</html>
`;
  return { html, contentSecurityPolicy: policyFor(style) };
}

/** Without its one picture, the sign beside a heading that one points at: the policy would refuse it. */
function textOf(styleTags: string): string {
  return styleTags.replaceAll(/<\/?style[^>]*>|background-image:url\([^)]*\);?/g, '');
}

function policyFor(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
