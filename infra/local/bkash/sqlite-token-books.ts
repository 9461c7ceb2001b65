import type { DatabaseSync } from 'node:sqlite';
import type { TokenBooks } from './machine/books.ts';
import type { TokenBudget } from './machine/token-budget.ts';

/** Where each product's tokens are kept in the one file. */
const places = {
  tokenized: { setting: 'tokenBudget', calls: 'tokenCalls', tokens: 'tokens' },
  checkout: { setting: 'checkoutTokenBudget', calls: 'checkoutTokenCalls', tokens: 'checkoutTokens' },
};

/** The tokens of one product, and how often it was asked for them. */
export function openTokenBooks(database: DatabaseSync, product: keyof typeof places): TokenBooks {
  const { setting, calls, tokens } = places[product];
  database.exec(`
    create table if not exists ${tokens} (value text not null, kind text not null, expiresAt integer not null, primary key (value, kind));
    create table if not exists ${calls} (at integer not null);
  `);
  const sql = {
    setting: database.prepare('select value from settings where name = ?'),
    saveSetting: database.prepare('insert or replace into settings (name, value) values (?, ?)'),
    noteCall: database.prepare(`insert into ${calls} (at) values (?)`),
    callsSince: database.prepare(`select count(*) as calls from ${calls} where at > ?`),
    add: database.prepare(`insert into ${tokens} (value, kind, expiresAt) values (?, ?, ?)`),
    expiry: database.prepare(`select expiresAt from ${tokens} where value = ? and kind = ?`),
  };
  return {
    budget() {
      const budget = sql.setting.get(setting)?.value;
      const kept = typeof budget === 'string' ? (JSON.parse(budget) as TokenBudget) : undefined;
      return kept ?? { allowedCalls: [], lockedUntil: null };
    },
    saveBudget: (budget) => void sql.saveSetting.run(setting, JSON.stringify(budget)),
    noteTokenCall: (at) => void sql.noteCall.run(at),
    tokenCallsSince: (at) => Number(sql.callsSince.get(at)?.calls),
    addToken: (value, kind, expiresAt) => void sql.add.run(value, kind, expiresAt),
    tokenExpiry(value, kind) {
      const expiresAt = sql.expiry.get(value, kind)?.expiresAt;
      return expiresAt === undefined ? undefined : Number(expiresAt);
    },
  };
}
