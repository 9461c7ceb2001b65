/**
 * Shared by the scripts of pages: takes over the news and the rest of a page that was fetched anew. Only the inside of
 * the live region is exchanged, so that the news are announced; a link that had the focus keeps it.
 */
export const exchangeScript = `
  const part = (of, id) => of.getElementById(id);

  async function exchange(answer) {
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const held = document.activeElement && document.activeElement.getAttribute('href');
    document.title = next.title;
    part(document, 'news').replaceChildren(...part(next, 'news').childNodes);
    part(document, 'rest').replaceWith(part(next, 'rest'));
    if (held) for (const link of document.links) if (link.getAttribute('href') === held) link.focus();
  }
`;
