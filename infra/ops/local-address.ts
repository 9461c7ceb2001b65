import { join } from 'node:path';

/** The file of a local directory that says where its running system takes an Invoke of its functions. */
export function invokeAddressFile(localDir: string): string {
  return join(localDir, 'invoke.url');
}
