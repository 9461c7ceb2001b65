export type Locale = 'bn' | 'en';

/** The first of Bangla and English that the browser prefers; Bangla where it names neither. */
export function preferredLocale(acceptLanguage: string): Locale {
  const wishes = acceptLanguage
    .slice(0, 200)
    .split(',')
    .map((wish, index) => {
      const [, language, quality = '1'] = /^\s*(bn|en)(?:-\w+)*\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(wish) ?? [];
      return { language: language?.toLowerCase(), quality: Number(quality), index };
    })
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  return wishes[0]?.language === 'en' ? 'en' : 'bn';
}

/** The language a reader has switched to, or else the order's own: the link may be opened on anybody's device. */
export function chosenLocale(lang: string | undefined, order: { locale: Locale }): Locale {
  return lang === 'bn' || lang === 'en' ? lang : order.locale;
}
