import type { JsonSchema } from '../../shared/contract/openapi/schemas.ts';
import { statusOfProblem } from '../../shared/contract/problem.ts';

/**
 * The document's schemas as the TypeScript of the shop's client, which must not carry zod. Knows the few words that our
 * schemas use and refuses any other; that the types are the schemas' own is proved by `test/client/contract.test.ts`.
 */
export function clientTypes(schemas: Record<string, JsonSchema>): string {
  const types = Object.entries(schemas).map(
    ([name, schema]) => `${comment(schema, '')}export type ${name} = ${typeOf(schema, '')};\n`,
  );
  return `// Written by \`npm run openapi\` of the payment backend, from the schemas that judge its requests.\n
${types.join('\n')}
export type OrderStatus = Order['status'];
export type AttemptState = Attempt['state'];

/** The closed list of \`code\`s. */
export const problemCodes = [
${Object.keys(statusOfProblem)
  .map((code) => `  '${code}',\n`)
  .join('')}] as const;
export type ProblemCode = (typeof problemCodes)[number];
`;
}

function typeOf(schema: JsonSchema, indent: string): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  if (schema.anyOf) return (schema.anyOf as JsonSchema[]).map((each) => typeOf(each, indent)).join(' | ');
  if (Array.isArray(schema.type))
    return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
      return 'number';
    case 'array':
      return `Array<${typeOf(schema.items as JsonSchema, indent)}>`;
    case 'object':
      return `{\n${fieldsOf(schema, `${indent}  `)}${indent}}`;
    default:
      throw new Error(`No TypeScript for ${JSON.stringify(schema)}.`);
  }
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema, indent: string): string {
  return Object.entries(properties)
    .map(([name, each]) => {
      const schema = each as JsonSchema;
      const optional = !required.includes(name);
      const type = `${typeOf(schema, indent)}${optional ? ' | undefined' : ''}`;
      return `${comment(schema, indent)}${indent}${name}${optional ? '?' : ''}: ${type};\n`;
    })
    .join('');
}

function comment({ description }: JsonSchema, indent: string): string {
  return description === undefined ? '' : `${indent}/** ${description} */\n`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}
