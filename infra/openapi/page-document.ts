import { type OpenApiDocument, problemExample } from '../../shared/contract/openapi/document.ts';

type Webhook = OpenApiDocument['webhooks'][string]['post'];

interface Response {
  description: string;
  content?: Record<string, unknown>;
}

/** Where the page explains the form that every refusal has. Redoc puts the schema in the place of the element. */
const problems = {
  name: 'Problems',
  'x-traitTag': true,
  description:
    'What every refusal with a code has.\n\n<SchemaDefinition schemaRef="#/components/schemas/Problem" exampleRef="#/components/examples/Problem" />',
};

/**
 * The document as a person reads it from top to bottom: what a program needs at every answer, a person needs once. The
 * form of a refusal moves to a section of its own, of an operation's answers of the same form the first shows it, and of
 * the messages to the shop's server, which differ in what they say alone, the first.
 */
export function pageDocument(document: OpenApiDocument): object {
  const paths = Object.entries(document.paths).map(([path, item]) => [
    path,
    Object.fromEntries(
      Object.entries(item).map(([method, operation]) => {
        const responses = shortened(operation.responses as Record<string, Response>);
        return [method, { ...operation, responses }];
      }),
    ),
  ]);
  const webhooks = Object.entries(document.webhooks).map(([type, { post }], index) => [
    type,
    { post: index === 0 ? post : withoutForm(post) },
  ]);
  const examples = { Problem: { value: problemExample('invalid_request') } };
  return {
    ...document,
    tags: [...document.tags, problems],
    paths: Object.fromEntries(paths),
    webhooks: Object.fromEntries(webhooks),
    components: { ...document.components, examples },
  };
}

function shortened(responses: Record<string, Response>): Record<string, Response> {
  const shown = new Set<string>();
  const entries = Object.entries(responses).map(([status, response]): [string, Response] => {
    const form = JSON.stringify(Object.values(response.content ?? {}).map(schemaOf));
    const isNew = !shown.has(form) && !response.content?.['application/problem+json'];
    shown.add(form);
    const { content, ...said } = response;
    return [status, isNew && content ? { ...said, content } : said];
  });
  return Object.fromEntries(entries);
}

function schemaOf(content: unknown): unknown {
  return (content as { schema?: unknown }).schema;
}

function withoutForm({ parameters: _, requestBody: __, responses: ___, ...said }: Webhook) {
  return { ...said, responses: {} };
}
