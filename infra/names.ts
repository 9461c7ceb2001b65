import type { FunctionName } from '../shared/config/environment.ts';

/** bKash's own back end and its webhook topic live in Singapore. */
export const region = 'ap-southeast-1';

export function stackNameOf(stage: string): string {
  return `sundarban-pay-${stage}`;
}

/** Of a function that people call by its name; all others have the name that CloudFormation gives them. */
export function functionNameOf(stage: string, name: FunctionName): string {
  return `${stackNameOf(stage)}-${name}`;
}
