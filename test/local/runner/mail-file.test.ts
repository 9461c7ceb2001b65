import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { appendToMailFile, readMailFile } from '../../../infra/local/runner/mail-file.ts';
import { temporaryDirectory } from './fixture/running.ts';

describe('the file of sent emails', () => {
  const directory = temporaryDirectory();
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('is empty before the first email, and afterwards gives them in their order', () => {
    const file = join(directory, 'new', 'emails.jsonl');
    expect(readMailFile(file)).toEqual([]);
    appendToMailFile(file, { subject: 'first' });
    appendToMailFile(file, { subject: 'second\nwith a line of its own' });
    expect(readMailFile(file)).toEqual([{ subject: 'first' }, { subject: 'second\nwith a line of its own' }]);
  });

  it('forgets the email that was being written when the system was killed, and keeps all others', () => {
    const file = join(directory, 'torn.jsonl');
    appendToMailFile(file, { subject: 'ধন্যবাদ' });
    const torn = Buffer.from(JSON.stringify({ subject: 'ধন্যবাদ' })).subarray(0, 14);
    appendFileSync(file, torn);
    expect(readMailFile(file)).toEqual([{ subject: 'ধন্যবাদ' }]);
    appendToMailFile(file, { subject: 'sent again' });
    expect(readMailFile(file)).toEqual([{ subject: 'ধন্যবাদ' }, { subject: 'sent again' }]);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  });
});
