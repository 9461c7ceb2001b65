/**
 * Redoc's markup as a page that will never run its script: what only a script could answer is taken out or becomes
 * plain text, and its menu becomes links. A test looks for what may have slipped through after an update of Redoc.
 */
export function withoutScript(markup: string): string {
  return rewrites.reduce((text, [found, instead]) => text.replaceAll(found, instead), markup);
}

const rewrites: ReadonlyArray<[RegExp, string]> = [
  [
    /<li tabindex="0" depth="\d" data-item-id="([^"]+)" [^>]*?class="([^"]+)"><label class="([^"]+)">(.*?)<\/label>/g,
    '<li class="$2"><a href="#$1" class="$3">$4</a>',
  ],
  // Copy, expand all, collapse all; and the little signs that fold one object.
  [/<button><div class="[^"]+">Copy<\/div><\/button>|<button> (?:Expand|Collapse) all <\/button>/g, ''],
  [/<button class="collapser"[^>]*><\/button>/g, ''],
  [/<button/g, '<span'],
  [/<\/button>/g, '</span>'],
  // The arrows of what folds.
  [/<svg [^>]*>[\s\S]*?<\/svg>/g, ''],
  [
    / (?:tabindex|role|style|html|data-rttabs?|aria-(?:label|labelledby|controls|selected|disabled|expanded|hidden))="[^"]*"/g,
    '',
  ],
];
