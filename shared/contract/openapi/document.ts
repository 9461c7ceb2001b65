import { type ProblemCode, statusOfProblem, titleOfProblem, typeOfProblem } from '../problem.ts';
import { introduction } from './introduction.ts';
import { type Operation, problemsOf, tags } from './operation.ts';
import { operations } from './operations.ts';
import { problemWords } from './problem-words.ts';
import { type JsonSchema, schemaComponents } from './schemas.ts';
import { describedWebhooks } from './webhooks.ts';

export type OpenApiDocument = ReturnType<typeof openApiDocument>;

/** The OpenAPI 3.1 document of the whole public surface. Pure: the same tables make the same document. */
export function openApiDocument() {
  const paths: Record<string, Record<string, ReturnType<typeof described>>> = {};
  for (const [route, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = route.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: described(path, operation) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'SundarBan Pay', version: '1.0', summary: 'bKash for a shop.', description: introduction },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    // Relative to this document: one file is right at every address it is served from.
    servers: [{ url: '/' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    webhooks: describedWebhooks(),
    components: { schemas: schemaComponents(), securitySchemes },
  };
}

const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'The storefront key. For the shop’s server only: never in a page.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'The order’s token, from its checkout. For the customer’s browser.',
  },
  tokenInQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'token',
    description: 'The same token in a link that a person opens.',
  },
};

function described(path: string, operation: Operation) {
  const { id, tag, summary, about, body } = operation;
  const parameters = [...pathParameters(path), ...queryParameters(operation)];
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: about,
    security: securityOf(operation),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: bodyOf(body) }),
    responses: { ...answersOf(operation), ...refusalsOf(operation) },
  };
}

/** An empty list says that nobody is asked; a list of several, that any one of them opens. */
function securityOf({ auth = [] }: Operation): Array<Record<string, string[]>> {
  const schemes = auth.flatMap((one) => (one === 'token' ? ['token', 'tokenInQuery'] : [one]));
  return schemes.map((scheme) => ({ [scheme]: [] }));
}

const pathWords: Record<string, { description: string; schema: JsonSchema }> = {
  orderId: { description: 'The order.', schema: { $ref: '#/components/schemas/Id' } },
  refundId: { description: 'The refund.', schema: { $ref: '#/components/schemas/Id' } },
  id: { description: 'The notification, as the list names it.', schema: { type: 'string' } },
  attempt: { description: 'The attempt, from 1.', schema: { type: 'integer', minimum: 1 } },
  mac: { description: 'Proves that we made the address.', schema: { type: 'string' } },
};

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const words = pathWords[name];
    if (!words) throw new Error(`No words for the path parameter ${name}.`);
    return { name, in: 'path', required: true, ...words };
  });
}

function queryParameters({ query = {} }: Operation) {
  return Object.entries(query).map(([name, { about, required, oneOf }]) => ({
    name,
    in: 'query',
    required,
    description: about,
    schema: { type: 'string', ...(oneOf && { enum: oneOf }) },
  }));
}

function bodyOf(body: NonNullable<Operation['body']>) {
  if ('contentType' in body) {
    const content = { [body.contentType]: { schema: { type: 'string' } } };
    return { required: true, description: body.about, content };
  }
  const schema = { $ref: `#/components/schemas/${body.schema}` };
  return { required: true, content: { 'application/json': { schema, example: body.example } } };
}

function answersOf({ answers }: Operation) {
  const described = Object.entries(answers).map(([status, answer]) => {
    if ('leadsTo' in answer) {
      const location = { description: answer.leadsTo, schema: { type: 'string', format: 'uri' } };
      return [status, { description: answer.about, headers: { location } }];
    }
    if ('empty' in answer) return [status, { description: answer.about }];
    const content =
      'schema' in answer
        ? {
            'application/json': {
              schema: { $ref: `#/components/schemas/${answer.schema}` },
              example: answer.example,
            },
          }
        : {
            [answer.contentType]: {
              schema: { type: answer.contentType.includes('json') ? 'object' : 'string' },
            },
          };
    return [status, { description: answer.about, content }];
  });
  return Object.fromEntries(described);
}

/** One entry for each status, with all the codes that it may carry. */
function refusalsOf(operation: Operation) {
  const codesOf = Map.groupBy(problemsOf(operation), (code) => statusOfProblem[code]);
  return Object.fromEntries([...codesOf].map(([status, codes]) => [status, refusal(operation, codes)]));
}

function refusal({ problemsAre }: Operation, codes: readonly ProblemCode[]) {
  const description = codes.map((code) => `\`${code}\`: ${problemWords[code]}`).join('\n\n');
  if (problemsAre === 'pages') {
    return { description, content: { 'text/html; charset=utf-8': { schema: { type: 'string' } } } };
  }
  const schema = {
    allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }],
  };
  const examples = Object.fromEntries(codes.map((code) => [code, { value: problemExample(code) }]));
  return { description, content: { 'application/problem+json': { schema, examples } } };
}

export function problemExample(code: ProblemCode) {
  return {
    type: typeOfProblem(code),
    title: titleOfProblem[code],
    status: statusOfProblem[code],
    detail: problemWords[code],
    code,
    requestId: 'QkC3hjJ2yQ0EMPg=',
    ...(code === 'invalid_request' && { errors: [{ path: 'amount', message: 'must be above zero' }] }),
  };
}
