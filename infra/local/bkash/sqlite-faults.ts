import type { DatabaseSync } from 'node:sqlite';
import type { CallFault, Fault, FaultBook, WebhookFault } from './machine/faults.ts';
import type { Operation } from './machine/operations.ts';

/** The faults in the simulator's one database file, so that they outlive the process as everything else does. */
export function openFaults(database: DatabaseSync): FaultBook {
  database.exec(`create table if not exists faults (sequence integer primary key, operation text not null,
    timesLeft integer, body text not null)`);
  const sql = {
    add: database.prepare('insert into faults (operation, timesLeft, body) values (?, ?, ?)'),
    clear: database.prepare('delete from faults'),
    next: database.prepare(
      "select sequence, body from faults where operation in (?, ?) order by operation = '*', sequence limit 1",
    ),
    countDown: database.prepare('update faults set timesLeft = timesLeft - 1 where sequence = ?'),
    dropUsedUp: database.prepare('delete from faults where timesLeft = 0'),
    outageUntil: database.prepare("select value from settings where name = 'outageUntil'"),
    saveOutage: database.prepare("insert or replace into settings (name, value) values ('outageUntil', ?)"),
  };
  return {
    add: (fault) => void sql.add.run(fault.operation, fault.times ?? null, JSON.stringify(fault)),
    clear: () => void sql.clear.run(),
    drawForCall: (operation: Operation) => draw(operation, '*') as Fault<CallFault> | undefined,
    drawForWebhook: () => draw('webhook', 'webhook') as Fault<WebhookFault> | undefined,
    outageUntil: () => Number(sql.outageUntil.get()?.value ?? 0),
    saveOutage: (until) => void sql.saveOutage.run(String(until)),
  };

  /** Within the caller's transaction, in which nothing can come between. */
  function draw(operation: Fault['operation'], orAll: Fault['operation']): Fault | undefined {
    const row = sql.next.get(operation, orAll);
    if (!row) return undefined;
    sql.countDown.run(Number(row.sequence));
    sql.dropUsedUp.run();
    return JSON.parse(String(row.body)) as Fault;
  }
}
