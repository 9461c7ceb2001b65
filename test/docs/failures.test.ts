import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { storiesByTheme } from '../local/scenarios/stories.ts';

const page = readFileSync(new URL('../../docs/failures.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| .* \| `([^`]+)` \|$/gm)].map(([, story = '']) => story);
const stories = Object.values(storiesByTheme).flatMap((theme) => Object.keys(theme));

/** A row that ends in `…` stands for every story that begins so. */
function isTold(row: string, story: string): boolean {
  return row.endsWith('…') ? story.startsWith(row.slice(0, -1)) : story === row;
}

describe('the page of failures', () => {
  it.each(rows)('has a story for its row “%s”', (row) => {
    expect(stories.some((story) => isTold(row, story))).toBe(true);
  });

  it.each(stories)('has a row for the story “%s”', (story) => {
    expect(rows.filter((row) => isTold(row, story))).toHaveLength(1);
  });
});
