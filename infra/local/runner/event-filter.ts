/**
 * Lambda's filter patterns: every named field must match one of its values; several patterns are alternatives.
 * Handled: plain values, null, prefix, suffix, equals-ignore-case, anything-but, numeric, exists, `$or`.
 */
export type Pattern = { [field: string]: Pattern | Rule[] };
type Rule = string | number | boolean | null | { [operator: string]: unknown };

/** `FilterCriteria` of an event-source mapping. Without filters everything passes. */
export function passesFilters(record: unknown, patterns: Pattern[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(record, pattern));
}

/** Reads the JSON patterns of `FilterCriteria`. @throws one line that names a rule the runner does not know */
export function parsePatterns(criteria: { Filters?: Array<{ Pattern?: string }> } | undefined): Pattern[] {
  const patterns = (criteria?.Filters ?? []).map((filter) => JSON.parse(filter.Pattern ?? '{}') as Pattern);
  for (const pattern of patterns) refuseUnknown(pattern);
  return patterns;
}

function matches(value: unknown, pattern: Pattern): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === '$or') return (wanted as unknown as Pattern[]).some((one) => matches(value, one));
    const inner = isObject(value) ? value[field] : undefined;
    if (!Array.isArray(wanted)) return matches(inner, wanted);
    const values = Array.isArray(inner) ? inner : [inner];
    return wanted.some((rule) => values.some((one) => allows(rule, one)));
  });
}

const operators: Record<string, (value: unknown, argument: unknown) => boolean> = {
  exists: (value, argument) => (value !== undefined && !isObject(value)) === argument,
  prefix: (value, argument) => typeof value === 'string' && value.startsWith(String(argument)),
  suffix: (value, argument) => typeof value === 'string' && value.endsWith(String(argument)),
  'equals-ignore-case': (value, argument) =>
    typeof value === 'string' && value.toLowerCase() === String(argument).toLowerCase(),
  'anything-but': (value, argument) =>
    value !== undefined &&
    !(Array.isArray(argument) ? argument : [argument]).some((rule) => allows(rule, value)),
  numeric: (value, argument) => typeof value === 'number' && inRange(value, argument as unknown[]),
};

function allows(rule: Rule, value: unknown): boolean {
  if (!isObject(rule)) return rule === value;
  return Object.entries(rule).every(([name, argument]) => operators[name]?.(value, argument) ?? false);
}

/** `[">", 0, "<=", 5]` */
function inRange(value: number, range: unknown[]): boolean {
  for (let i = 0; i + 1 < range.length; i += 2) {
    const bound = Number(range[i + 1]);
    const holds = {
      '=': value === bound,
      '<': value < bound,
      '<=': value <= bound,
      '>': value > bound,
      '>=': value >= bound,
    };
    if (!holds[String(range[i]) as keyof typeof holds]) return false;
  }
  return true;
}

function refuseUnknown(pattern: Pattern): void {
  for (const [field, wanted] of Object.entries(pattern)) {
    if (!Array.isArray(wanted)) refuseUnknown(wanted);
    else if (field === '$or') for (const one of wanted) refuseUnknown(one as unknown as Pattern);
    else {
      for (const name of wanted.filter(isObject).flatMap(Object.keys)) {
        if (!(name in operators))
          throw new Error(`The local system does not know the filter rule ${name} (${field}).`);
      }
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
