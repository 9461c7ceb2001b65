import { openApiDocument } from '../../shared/contract/openapi/document.ts';
import { clientTypes } from './client-types.ts';
import { referencePage } from './reference-page.ts';

/** Every file that is made from the contract and committed, by its path in the repository. */
export async function writtenFiles(): Promise<Record<string, string>> {
  const document = openApiDocument();
  return {
    'shared/contract/openapi/openapi.json': json(document),
    'shared/contract/openapi/reference-page.json': json(await referencePage(document)),
    'shared/client/src/contract.ts': clientTypes(document.components.schemas),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
