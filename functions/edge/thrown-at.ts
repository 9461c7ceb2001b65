/** `file:line:column` of the innermost frames, without the message and without directories. */
export function thrownAt(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.stack) return undefined;
  const frames = error.stack.replace(error.message, '');
  const places = [...frames.matchAll(/^\s+at .*?([\w.-]+:\d+:\d+)\)?$/gm)].map((match) => match[1]);
  return places.slice(0, 4).join(',') || undefined;
}
