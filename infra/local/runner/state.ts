import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The runner's own small memory: clock offset, stream positions, due times of schedules. */
export interface RunnerState {
  get<T>(key: string): T | undefined;
  /** Durable when it returns. */
  set(key: string, value: unknown): void;
  /** Forgets everything. */
  clear(): void;
  close(): void;
}

/**
 * Opens the state of a local directory and holds it alone for as long as this process lives. The operating system
 * drops SQLite's lock with the process, so a killed run leaves nothing to clean up.
 *
 * @throws one line when another instance uses the same directory
 */
export function openState(localDir: string): RunnerState {
  mkdirSync(localDir, { recursive: true });
  const database = new DatabaseSync(join(localDir, 'runner.sqlite'), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
    database.exec('CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
    database.exec('COMMIT');
  } catch (error) {
    database.close();
    if (!/locked|busy/i.test(String(error))) throw new Error(unreadable(localDir, error), { cause: error });
    throw new Error(
      `Another instance is using ${localDir}: stop it, or set LOCAL_DIR and PORT_BASE to others.`,
    );
  }
  const select = database.prepare('SELECT value FROM state WHERE key = ?');
  const upsert = database.prepare('INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)');
  return {
    get<T>(key: string) {
      const row = select.get(key) as { value: string } | undefined;
      return row && (JSON.parse(row.value) as T);
    },
    set(key, value) {
      upsert.run(key, JSON.stringify(value));
    },
    clear: () => database.exec('DELETE FROM state'),
    close: () => database.close(),
  };
}

function unreadable(localDir: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `The data in ${localDir} cannot be read (${why}): delete that directory to begin empty, or set LOCAL_DIR to another.`;
}
