/** What a text says as JSON; undefined when it is none. `JSON.parse` quotes what it cannot read: its own error ends here. */
export function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
