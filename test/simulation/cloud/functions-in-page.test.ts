import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionsInPage } from './room.ts';

const folder = new URL('../../../functions/', import.meta.url);

describe('the functions that have a way to the product in the shop’s page', () => {
  it('are the same in a simulated world as in production', () => {
    const wired = readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => readFileSync(new URL(file, folder), 'utf8').includes('/checkout-line.ts'))
      .map((file) => file.replace(/\.ts$/, ''));
    expect([...functionsInPage].sort()).toEqual(wired.sort());
  });
});
