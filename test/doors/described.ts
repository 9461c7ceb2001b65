import { expect } from 'vitest';
import { type Operation, problemsOf } from '../../shared/contract/openapi/operation.ts';
import { operations } from '../../shared/contract/openapi/operations.ts';
import { answerSchemas } from '../../shared/contract/openapi/schemas.ts';
import { problemSchema, statusOfProblem } from '../../shared/contract/problem.ts';
import { type Answer, paramsOf, type Request } from './gateway.ts';

/** Holds an answer of one of our functions to the public description: its status, its media type and its form. */
export function expectDescribed({ method, path }: Request, { status, headers, body }: Answer): void {
  const operation = Object.entries(operations).find(([route]) =>
    paramsOf(route, method, path.split('?')[0] ?? ''),
  )?.[1];
  const answer = operation?.answers[status];
  // Without an operation it is API Gateway's own answer to an unknown route.
  if (!operation) expect(status).toBe(404);
  else if (!answer) expectRefusal(operation, { status, headers, body });
  else if ('schema' in answer) {
    expect(headers['content-type']).toBe('application/json');
    expect(answerSchemas[answer.schema].safeParse(JSON.parse(body)).error).toBeUndefined();
  } else if ('contentType' in answer) expect(headers['content-type']).toBe(answer.contentType);
  // A form leads back to its own site.
  else if ('leadsTo' in answer)
    expect(URL.canParse(headers.location ?? '', 'https://pay.example')).toBe(true);
  else expect(body).toBe('');
}

function expectRefusal(operation: Operation, { status, headers, body }: Answer): void {
  // Every door refuses a body that is too large, also where none belongs: said once, in the introduction.
  const codes = [...problemsOf(operation), 'too_large' as const].filter(
    (code) => statusOfProblem[code] === status,
  );
  expect(codes, `${operation.id} is not described with status ${status}`).not.toEqual([]);
  if (operation.problemsAre === 'pages') {
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    return;
  }
  expect(headers['content-type']).toBe('application/problem+json');
  const problem = problemSchema.parse(JSON.parse(body));
  expect(problem.status).toBe(status);
  expect(codes).toContain(problem.code);
}
