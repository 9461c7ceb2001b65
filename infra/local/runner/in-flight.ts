import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Lets the queues begin with the messages that were being worked on when an earlier run was killed. The SQS server
 * keeps them hidden for the rest of their visibility time-out, six minutes here, though whoever held them is dead.
 * Called before the server opens its file: each of them is given a time-out that has passed, and the server itself
 * clears it away. How often they were received still counts. Not called where the server alone was restarted: then
 * their holders live, and their receipts are as good as before.
 */
export function returnInFlight(dataDir: string): void {
  const file = join(dataDir, 'fauxqs.db');
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file);
  try {
    // Absent after a kill in the middle of the very first start.
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'sqs_messages'").get()) {
      database.exec('UPDATE sqs_messages SET visibility_deadline = 1 WHERE visibility_deadline IS NOT NULL');
    }
  } finally {
    database.close();
  }
}
