import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalSystem } from '../../infra/local/runner/system.ts';

/** The whole system on an empty folder and free ports, for one file of journeys. */
export async function startSystem() {
  const localDir = mkdtempSync(join(tmpdir(), 'sundarban-browser-'));
  const system = await startLocalSystem({ portBase: 0, localDir });
  const { storefront, bkash, inbox } = system.addresses;
  return {
    shopUrl: storefront,
    ledger: async () => (await read<{ entries: LedgerEntry[] }>(`${bkash}/simulator/ledger`)).entries,
    emailsAbout: async (orderId: string) => {
      const { emails } = await read<{ emails: Email[] }>(`${inbox}/store`);
      return emails.filter((email) => JSON.stringify(email).includes(orderId));
    },
    fault: (fault: object) =>
      fetch(`${bkash}/simulator/faults`, { method: 'POST', body: JSON.stringify(fault) }),
    async stop() {
      await system.stop();
      rmSync(localDir, { recursive: true, force: true });
    },
  };
}

export type LedgerEntry = { kind: string; trxID: string; invoice?: string; amount: string };
type Email = { subject: string };

async function read<T>(url: string): Promise<T> {
  return (await fetch(url)).json() as Promise<T>;
}
